"""What an application is to one evaluator, as the database reads it: the same for a list, a count and one page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Select,
    Uuid,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.orm.util import AliasedClass
from sqlalchemy.types import TypeEngine

from grants.accounts.models import Organisation, Person
from grants.applications.form.parties import LINK
from grants.applications.models import Application, ApplicationMember, Confirmation
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.db import choice, db
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
Id = UUID | BindParameter[UUID]
Column = InstrumentedAttribute[UUID | None]
Ids = Sequence[Id]
Applications = type[Application] | AliasedClass[Application]

BY_LINK = (Confirmation.agrees.is_(True), Confirmation.way == LINK)
"""What holds of confirmations that make an application somebody's own: `Application.parties` in a query."""
_ENTERED, _SAME = aliased(Organisation), aliased(Organisation)
"""Names of their own, so that a query that reads applicants too does not mean its own by them."""
_STANDING: TypeEngine[Any] = choice(Standing, "standing")


@dataclass(frozen=True)
class Groups:
    """Hold in which calls what holds for a person, by the ids of the calls, or by what stands for them in a query."""

    shown: Ids
    """Nothing is arriving any more."""
    blind: Ids
    early: Ids
    """Blind ones that are still being checked."""
    scored: Ids
    """The person fills in sheets of them now."""
    assigned: Ids
    """Members are assigned, and conflicts of interest are declared."""
    asked: Ids
    """Everybody declares about everything of them."""

    @property
    def held(self) -> tuple[bool, ...]:
        """Tell of each group whether any call is in it."""
        return tuple(bool(getattr(self, each.name)) for each in fields(self))


def groups_of(person: Person, calls: Collection[Call], rules: Mapping[UUID, Rules]) -> Groups:
    """Return in which of some calls what holds for a person."""
    blind = tuple(call.id for call in calls if rules[call.id].scoring.blind)
    return Groups(
        shown=tuple(call.id for call in calls if call.stage in SHOWN),
        blind=blind,
        early=tuple(call.id for call in calls if call.id in blind and call.stage is Stage.CHECKING),
        scored=tuple(
            call.id
            for call in calls
            if call.stage is Stage.SCORING and enters_sheets(seat_of(person, call), rules[call.id])
        ),
        assigned=tuple(call.id for call in calls if call.stage in DECLARABLE and assigns(rules[call.id])),
        asked=tuple(call.id for call in calls if call.stage is Stage.CHECKING or call.id in blind),
    )


def said_about(
    applications: Collection[Application], person: Person, call: Call, rules: Mapping[UUID, Rules]
) -> dict[UUID, tuple[Standing, Declaration | None, Sheet | None]]:
    """Return how each of some applications of a call stands to a person, with what they said of it; one statement.

    What is withdrawn, or of a call in which applications may still arrive, is missing.
    """
    held = groups_of(person, [call], rules).held
    given = {"call": call.id, "person": person.id, "applications": [each.id for each in applications]}
    return {row[0]: (row[1], row[2], row[3]) for row in db.session.execute(_said(held), given)}


@lru_cache(maxsize=64)
def _said(held: tuple[bool, ...]) -> Select[*tuple[Any, ...]]:
    """Return the query of `said_about` for a call in these groups: most of the time goes into making it."""
    call, person = bindparam("call", type_=Uuid()), bindparam("person", type_=Uuid())
    groups = Groups(*((call,) if each else () for each in held))
    wanted = select(Application.id, _standing_in(groups, person), Declaration, Sheet)
    asked = Application.id.in_(bindparam("applications", type_=Uuid(), expanding=True))
    return _judged(groups.shown, person, wanted).where(asked)


def judged_in(calls: Collection[Call], person: Person, wanted: Asked) -> Asked:
    """Keep of a query of applications those judged in these calls, beside the person's own declaration and sheet.

    Nothing is kept of a call in which applications may still arrive.
    """
    return _judged([call.id for call in calls if call.stage in SHOWN], person.id, wanted)


def _judged(shown: Ids, person: Id, wanted: Asked) -> Asked:
    declared = and_(Declaration.application_id == Application.id, Declaration.evaluator_id == person)
    marked = and_(Sheet.application_id == Application.id, Sheet.evaluator_id == person)
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
    return _standing_in(groups_of(person, calls, rules), person.id)


def _standing_in(groups: Groups, person: Id) -> ColumnElement[Standing]:
    waiting = [(_held(person, groups), Standing.HELD.value)] if groups.blind else []
    others = (and_(Application.call_id.in_(groups.assigned), ~assigned_to(person)), Standing.UNASSIGNED.value)
    unasked = (and_(Application.call_id.not_in(groups.asked), others[0]), Standing.UNASSIGNED.value)
    return type_coerce(
        case(
            (owned_by(person), Standing.OWN.value),
            (Declaration.conflict, Standing.CONFLICT.value),
            *([unasked] if groups.assigned else []),
            (_failed(Application), Standing.INELIGIBLE.value),
            (Declaration.id.is_(None), Standing.UNDECLARED.value),
            *waiting,
            *([others] if groups.assigned else []),
            (Sheet.state == SheetState.SUBMITTED, Standing.SUBMITTED.value),
            (and_(Application.call_id.in_(groups.scored), Application.state.in_(JUDGEABLE)), Standing.TO_SCORE.value),
            else_=Standing.READABLE.value,
        ),
        _STANDING,
    )


def own_to(person: Person) -> ColumnElement[bool]:
    """Return whether an application of a query is a person's own: `policies.is_own` in SQL."""
    return owned_by(person.id)


def owned_by(person: Id | Column, applications: Applications = Application) -> ColumnElement[bool]:
    """Return whether an application of a query is the own one of who has an id."""
    worked_on = select(ApplicationMember.application_id).where(
        ApplicationMember.person_id == person, ApplicationMember.accepted_at.is_not(None)
    )
    numbers = select(_SAME.registration_number).where(_SAME.created_by_id == person, _SAME.registration_number != "")
    if isinstance(person, InstrumentedAttribute):
        numbers = numbers.correlate(person.class_)  # of the row that is asked about, two queries further out
    entered = select(_ENTERED.id).where(
        or_(_ENTERED.created_by_id == person, _ENTERED.registration_number.in_(numbers))
    )
    confirmed = (
        select(Confirmation.application_id)
        .join(Person, Person.email == Confirmation.known_by)
        .where(Person.id == person)
    )
    return or_(
        applications.id.in_(worked_on),
        applications.organisation_id.in_(entered),
        applications.id.in_(confirmed.where(*BY_LINK)),
    )


def _failed(applications: Applications) -> Exists:
    return exists().where(CheckAnswer.application_id == applications.id, CheckAnswer.answer == Answer.NO)


def _held(person: Id, groups: Groups) -> ColumnElement[bool]:
    """Return whether an application waits for its call, or for the person's word on another one of it."""
    other, word = aliased(Application), aliased(Declaration)
    open_ones = select(other.call_id).where(
        other.call_id.in_(groups.blind),
        other.state.not_in(OUT_OF_JUDGEMENT),
        ~owned_by(person, other),
        ~_failed(other),
        ~exists().where(word.application_id == other.id, word.evaluator_id == person),
    )
    return or_(Application.call_id.in_(groups.early), Application.call_id.in_(open_ones))
