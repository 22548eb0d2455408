"""Whose interests matter in a call: its committee, and the officials who act on it."""

from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.queries import held_today
from grants.calls.models import Call
from grants.db import db

ACTING = (RoleKind.COORDINATOR, RoleKind.SECRETARY)


def involved_in(call: Call) -> list[Person]:
    """Return who sits in the committee of a call today or acts on it as an official, by name; one statement."""
    here = or_(Role.call_id == call.id, Role.organiser_id == call.organiser_id)
    held = select(Role.person_id).where(here, Role.kind.in_((*ACTING, RoleKind.EVALUATOR)), held_today())
    found = select(Person).where(Person.id.in_(held)).options(lazyload(Person.roles))
    return list(db.session.scalars(found.order_by(Person.name, Person.email)))
