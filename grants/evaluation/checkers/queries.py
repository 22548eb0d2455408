"""Who may check in a call, and whose an application is, as the database reads it."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import lazyload

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.queries import held_today
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.checkers.models import Checker
from grants.evaluation.models import Declaration
from grants.evaluation.standings import owned_by
from grants.web.ordering import in_order

CHECKING = (RoleKind.COORDINATOR, RoleKind.SECRETARY)
"""Who checks applications: `calls.policies.may_assist`."""
NOBODY = "nobody"
"""What is picked for an application that is everybody's."""


def officials_of(call: Call) -> list[Person]:
    """Return who may check applications of a call today, by name; one statement."""
    held = select(Role.person_id).where(
        Role.kind.in_(CHECKING),
        held_today(),
        or_(Role.organiser_id == call.organiser_id, Role.call_id == call.id),
    )
    found = select(Person).where(Person.id.in_(held)).options(lazyload(Person.roles)).order_by(Person.email)
    return in_order(db.session.scalars(found), lambda person: person.name or person.email)


def checkers_for(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return to whom some applications are given, by application; those that are everybody's are missing."""
    found = (
        select(Checker.application_id, Person)
        .join(Person, Person.id == Checker.checker_id)
        .where(Checker.application_id.in_(application_ids))
        .options(lazyload(Person.roles))
    )
    return dict(db.session.execute(found).all())


def given_in(call: Call, application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Checker]:
    """Return what is kept of some applications of a call, by application."""
    found = select(Checker).join(Application, Application.id == Checker.application_id)
    kept = db.session.scalars(found.where(Application.call_id == call.id, Application.id.in_(application_ids)))
    return {each.application_id: each for each in kept}


def is_given(checker: str) -> ColumnElement[bool]:
    """Return whether an application of a query is given to who has an id as text, or to nobody."""
    given = Checker.application_id == Application.id
    if checker == NOBODY:
        return ~exists().where(given, Checker.checker_id.is_not(None))
    return exists().where(given, Checker.checker_id == uuid.UUID(checker))


def is_given_to_another(person: Person) -> ColumnElement[bool]:
    """Return whether somebody else checks an application of a query: an official still, and not in conflict with it."""
    # What is asked within the inner query is told whose row it means: left to itself it would mean any.
    organiser = select(Call.organiser_id).where(Call.id == Application.call_id).correlate(Application).scalar_subquery()
    is_official = exists().where(
        Role.person_id == Checker.checker_id,
        Role.kind.in_(CHECKING),
        held_today(),
        or_(Role.organiser_id == organiser, Role.call_id == Application.call_id),
    )
    in_conflict = exists().where(
        Declaration.application_id == Checker.application_id,
        Declaration.evaluator_id == Checker.checker_id,
        Declaration.conflict,
    )
    given = and_(Checker.application_id == Application.id, Checker.checker_id != person.id)
    holds = (is_official.correlate(Application, Checker), ~in_conflict, ~owned_by(Checker.checker_id))
    return exists().where(given, *holds)
