"""What is read of objections; one statement each."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import IN_PLACES
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.objections.models import Objection
from grants.evaluation.policies import DECLARABLE
from grants.evaluation.standings import owned_by
from grants.web.slots import PERSON

MAX_LISTED = 200
"""Objections that the page of a call lists."""

_WHOLE = (
    joinedload(Objection.member).options(lazyload(Person.roles)),
    contains_eager(Objection.application).options(joinedload(Application.organisation)),
)
_WAITING = (
    select(Application.call_id, func.count().label("waiting"))
    .join(Objection, Objection.application_id == Application.id)
    .where(Objection.decided_at.is_(None), ~owned_by(PERSON))
    .group_by(Application.call_id)
    .subquery()
)
_CALLS_WITH_ANY = (
    select(Call, _WAITING.c.waiting)
    .join(_WAITING, _WAITING.c.call_id == Call.id)
    .where(Call.stage.in_(DECLARABLE), IN_PLACES)
    .order_by(Call.closes_at, Call.id)
    .limit(MAX_LISTED)
)


def objections_to(application: Application) -> dict[uuid.UUID, Objection]:
    """Return the objections of one applicant by the id of the member."""
    made = select(Objection).where(Objection.application_id == application.id)
    return {one.member_id: one for one in db.session.scalars(made)}


def objections_in(call: Call) -> list[Objection]:
    """Return the objections in a call, those to decide first, with member and application; at most MAX_LISTED."""
    made = select(Objection).join(Objection.application).where(Application.call_id == call.id).options(*_WHOLE)
    ordered = made.order_by(Objection.decided_at.is_not(None), Objection.made_at, Objection.id)
    return list(db.session.scalars(ordered.limit(MAX_LISTED)))


def calls_with_objections(person: Person) -> list[tuple[Call, int]]:
    """Return the calls in which objections wait for an official, and how many; nothing, for others, at no cost."""
    organisers, calls = places(person, RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not organisers and not calls:
        return []
    asked = {"person_id": person.id, "organiser_ids": organisers, "call_ids": calls}
    return [(call, count) for call, count in db.session.execute(_CALLS_WITH_ANY, asked)]


def objection_by_id(call: Call, objection_id: uuid.UUID) -> Objection:
    """Return an objection in a call; raise NotFound."""
    made = select(Objection).join(Objection.application).where(Application.call_id == call.id).options(*_WHOLE)
    found = db.session.scalar(made.where(Objection.id == objection_id))
    if found is None:
        raise NotFound
    return found
