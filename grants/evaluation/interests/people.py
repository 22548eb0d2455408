"""Whose interests matter in a call: its committee, and the officials who act on it."""

from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.queries import held_today
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import Sheet
from grants.web.ordering import in_order

ACTING = (RoleKind.COORDINATOR, RoleKind.SECRETARY)


def involved_in(call: Call) -> list[Person]:
    """Return who sits in the committee of a call today or acts on it as an official, by name; one statement."""
    here = or_(Role.call_id == call.id, Role.organiser_id == call.organiser_id)
    held = select(Role.person_id).where(here, Role.kind.in_((*ACTING, RoleKind.EVALUATOR)), held_today())
    found = select(Person).where(Person.id.in_(held)).options(lazyload(Person.roles))
    return in_order(db.session.scalars(found.order_by(Person.email)), lambda person: person.name)


def ever_judging(call: Call) -> list[Person]:
    """Return who sits or sat in the committee of a call, or has filled in a sheet in it, by name; one statement."""
    seated = select(Role.person_id).where(Role.call_id == call.id, Role.kind == RoleKind.EVALUATOR)
    marked = select(Sheet.evaluator_id).join(Application, Application.id == Sheet.application_id)
    scored = marked.where(Application.call_id == call.id)
    found = select(Person).where(or_(Person.id.in_(seated), Person.id.in_(scored))).options(lazyload(Person.roles))
    return in_order(db.session.scalars(found.order_by(Person.email)), lambda person: person.name)
