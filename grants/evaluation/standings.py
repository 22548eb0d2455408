"""What an application is to one evaluator, as the database reads it: the same for a list, a count and one page."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select, type_coerce
from sqlalchemy.types import TypeEngine

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationMember
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.db import choice
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import JUDGEABLE, OUT_OF_JUDGEMENT, SHOWN, Standing, enters_sheets, seat_of

Asked = TypeVar("Asked", bound=Select[*tuple[Any, ...]])
"""A query of whatever columns."""

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

    Everything that the pages of an evaluator offer follows from it.
    """
    scored = [
        call.id
        for call in calls
        if call.stage is Stage.SCORING and enters_sheets(seat_of(person, call), rules[call.id])
    ]
    return type_coerce(
        case(
            (own_to(person), Standing.OWN.value),
            (Declaration.conflict, Standing.CONFLICT.value),
            (_FAILED, Standing.INELIGIBLE.value),
            (Declaration.id.is_(None), Standing.UNDECLARED.value),
            (Sheet.state == SheetState.SUBMITTED, Standing.SUBMITTED.value),
            (and_(Application.call_id.in_(scored), Application.state.in_(JUDGEABLE)), Standing.TO_SCORE.value),
            else_=Standing.READABLE.value,
        ),
        _STANDING,
    )


_FAILED = exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.answer == Answer.NO)


def own_to(person: Person) -> ColumnElement[bool]:
    """Return whether an application of a query is a person's own: `policies.is_own` in SQL."""
    worked_on = select(ApplicationMember.application_id).where(
        ApplicationMember.person_id == person.id, ApplicationMember.accepted_at.is_not(None)
    )
    entered = select(Organisation.id).where(Organisation.created_by_id == person.id)
    return or_(Application.id.in_(worked_on), Application.organisation_id.in_(entered))
