"""What an application is to one evaluator, as the database reads it: the same for a list, a count and one page."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, Select, and_, case, exists, or_, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass
from sqlalchemy.types import TypeEngine

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationMember
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.db import choice
from grants.evaluation.assigning.pairs import assigned_to
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import (
    DECLARABLE,
    JUDGEABLE,
    OUT_OF_JUDGEMENT,
    SHOWN,
    Standing,
    assigns,
    enters_sheets,
    seat_of,
)

Asked = TypeVar("Asked", bound=Select[*tuple[Any, ...]])
"""A query of whatever columns."""
Applications = type[Application] | AliasedClass[Application]

_STANDING: TypeEngine[Any] = choice(Standing, "standing")


def judged_in(calls: Collection[Call], person: Person, wanted: Asked) -> Asked:
    """Keep of a query of applications those judged in these calls, beside the person's own declaration and sheet.

    Nothing is kept of a call in which applications may still arrive.
    """
    shown = [call.id for call in calls if call.stage in SHOWN]
    declared = and_(Declaration.application_id == Application.id, Declaration.evaluator_id == person.id)
    marked = and_(Sheet.application_id == Application.id, Sheet.evaluator_id == person.id)
    return (
        wanted.outerjoin(Declaration, declared)
        .outerjoin(Sheet, marked)
        .where(Application.call_id.in_(shown), Application.state.not_in(OUT_OF_JUDGEMENT))
    )


def standing_to(person: Person, calls: Collection[Call], rules: Mapping[UUID, Rules]) -> ColumnElement[Standing]:
    """Return the standing of an application in a query of `judged_in`; the first that holds of the order below.

    Everything that the pages of an evaluator offer follows from it. In a blind call nothing opens before scoring, from
    when on nothing is registered, nor before all applicants are declared: whoever saw an application open, or close,
    upon the name they had declared about would know whose it is.

    Where members are assigned, what others score is closed until the sheets are; once scoring has begun nothing more is
    asked about it, except in a blind call, where all applicants are declared.
    """
    blind = [call.id for call in calls if rules[call.id].scoring.blind]
    waiting = [(_held(person, blind, calls), Standing.HELD.value)] if blind else []
    scored = [
        call.id
        for call in calls
        if call.stage is Stage.SCORING and enters_sheets(seat_of(person, call), rules[call.id])
    ]
    assigned = [call.id for call in calls if call.stage in DECLARABLE and assigns(rules[call.id])]
    others = (and_(Application.call_id.in_(assigned), ~assigned_to(person)), Standing.UNASSIGNED.value)
    asked = [call.id for call in calls if call.stage is Stage.CHECKING or call.id in blind]
    unasked = (and_(Application.call_id.not_in(asked), others[0]), Standing.UNASSIGNED.value)
    return type_coerce(
        case(
            (own_to(person), Standing.OWN.value),
            (Declaration.conflict, Standing.CONFLICT.value),
            *([unasked] if assigned else []),
            (_failed(Application), Standing.INELIGIBLE.value),
            (Declaration.id.is_(None), Standing.UNDECLARED.value),
            *waiting,
            *([others] if assigned else []),
            (Sheet.state == SheetState.SUBMITTED, Standing.SUBMITTED.value),
            (and_(Application.call_id.in_(scored), Application.state.in_(JUDGEABLE)), Standing.TO_SCORE.value),
            else_=Standing.READABLE.value,
        ),
        _STANDING,
    )


def own_to(person: Person, applications: Applications = Application) -> ColumnElement[bool]:
    """Return whether an application of a query is a person's own: `policies.is_own` in SQL."""
    worked_on = select(ApplicationMember.application_id).where(
        ApplicationMember.person_id == person.id, ApplicationMember.accepted_at.is_not(None)
    )
    numbers = select(Organisation.registration_number).where(
        Organisation.created_by_id == person.id, Organisation.registration_number != ""
    )
    entered = select(Organisation.id).where(
        or_(Organisation.created_by_id == person.id, Organisation.registration_number.in_(numbers))
    )
    return or_(applications.id.in_(worked_on), applications.organisation_id.in_(entered))


def _failed(applications: Applications) -> Exists:
    return exists().where(CheckAnswer.application_id == applications.id, CheckAnswer.answer == Answer.NO)


def _held(person: Person, blind: Collection[UUID], calls: Collection[Call]) -> ColumnElement[bool]:
    """Return whether an application waits for its call, or for the person's word on another one of it."""
    other, word = aliased(Application), aliased(Declaration)
    open_ones = select(other.call_id).where(
        other.call_id.in_(blind),
        other.state.not_in(OUT_OF_JUDGEMENT),
        ~own_to(person, other),
        ~_failed(other),
        ~exists().where(word.application_id == other.id, word.evaluator_id == person.id),
    )
    early = [call.id for call in calls if call.id in blind and call.stage is Stage.CHECKING]
    return or_(Application.call_id.in_(early), Application.call_id.in_(open_ones))
