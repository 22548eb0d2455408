"""What pages read about people, organisers and roles."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload, lazyload

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.policies import today
from grants.db import db


def people_with_role(kind: RoleKind, call_id: UUID | None = None, organiser_id: UUID | None = None) -> list[Person]:
    """Return who holds a role today in a call, in an organiser (or in either, when both are given), by name."""
    statement = select(Person).join(Role, Role.person_id == Person.id).where(Role.kind == kind, held_today()).distinct()
    places = []
    if call_id:
        places.append(Role.call_id == call_id)
    if organiser_id:
        places.append(Role.organiser_id == organiser_id)
    if places:
        statement = statement.where(or_(*places))
    return list(db.session.scalars(statement.order_by(Person.name, Person.email)))


def roles_in_call(call_id: UUID) -> list[Role]:
    """Return the roles held in a call today with the people who hold them, by kind, seat and name."""
    return _roles(Role.call_id == call_id, held_today())


def held_today() -> ColumnElement[bool]:
    """Return the condition of `Role.active_on` for today."""
    day = today()
    return and_(Role.starts_on <= day, Role.ended_at.is_(None), or_(Role.ends_on.is_(None), Role.ends_on >= day))


def _roles(*conditions: ColumnElement[bool]) -> list[Role]:
    people = joinedload(Role.person, innerjoin=True).options(lazyload(Person.roles))
    statement = select(Role).join(Role.person).where(*conditions).options(people)
    return list(db.session.scalars(statement.order_by(Role.kind, Role.seat, Person.name, Person.email, Role.id)))
