"""What pages read about people, organisers and roles."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import joinedload, lazyload

from grants.accounts.models import DeviceSession, Logo, Organiser, Person, Role, RoleKind
from grants.accounts.policies import today
from grants.db import db
from grants.errors import NotFound
from grants.web.ordering import in_alphabet, in_order


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
    found = db.session.scalars(statement.order_by(Person.email))
    return in_order(found, lambda person: person.name)


def roles_in_call(call_id: UUID) -> list[Role]:
    """Return the roles held in a call today with the people who hold them, by kind, seat and name."""
    return _roles(Role.call_id == call_id, held_today())


def officials_of(organiser: Organiser) -> list[Role]:
    """Return every role ever given in an organiser with its person, by kind and name."""
    return _roles(Role.organiser_id == organiser.id)


def administrators() -> list[Role]:
    """Return the role of every administrator there ever was, with its person, by name."""
    return _roles(Role.kind == RoleKind.ADMINISTRATOR)


def official_role(role_id: UUID) -> Role:
    """Return a role in an organiser or of an administrator; raise NotFound for the roles of a call."""
    role = db.session.get(Role, role_id)
    if role is None or role.call_id is not None:
        raise NotFound
    return role


def organiser_by_slug(slug: str) -> Organiser:
    """Return the organiser with a slug; raise NotFound."""
    organiser = find_organiser(slug)
    if organiser is None:
        raise NotFound
    return organiser


def logo_of(slug: str) -> Logo | None:
    """Return the picture of an organiser's logo, if there is one."""
    return db.session.scalar(select(Logo).join(Organiser).where(Organiser.slug == slug, Logo.digest == Organiser.logo))


def find_organiser(slug: str) -> Organiser | None:
    """Return the organiser with a slug, if there is one."""
    return db.session.scalar(select(Organiser).where(Organiser.slug == slug))


def organisers(only: Iterable[UUID] | None = None) -> list[Organiser]:
    """Return organisers by name: all, or only those with these ids."""
    condition = Organiser.id.in_(only) if only is not None else true()
    found = db.session.scalars(select(Organiser).where(condition).order_by(Organiser.slug))
    return in_order(found, lambda each: each.name)


def organisers_by_id(ids: Iterable[UUID]) -> dict[UUID, Organiser]:
    """Return organisers by their ids."""
    return {each.id: each for each in db.session.scalars(select(Organiser).where(Organiser.id.in_(ids)))}


def without_coordinator(limit: int = 10) -> list[Organiser]:
    """Return organisers in which nobody is coordinator today: nobody can run a call there."""
    coordinated = select(Role.organiser_id).where(
        Role.kind == RoleKind.COORDINATOR, Role.organiser_id.is_not(None), held_today()
    )
    missing = (
        select(Organiser)
        .where(Organiser.id.not_in(coordinated))
        .order_by(in_alphabet(Organiser.name.expression), Organiser.slug)
    )
    return in_order(db.session.scalars(missing.limit(limit)), lambda each: each.name)


def people_by_id(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Return people by their ids, without their roles."""
    found = select(Person).where(Person.id.in_(ids)).options(lazyload(Person.roles))
    return {person.id: person for person in db.session.scalars(found)}


def held_today() -> ColumnElement[bool]:
    """Return the condition of `Role.active_on` for today."""
    day = today()
    return and_(Role.starts_on <= day, Role.ended_at.is_(None), or_(Role.ends_on.is_(None), Role.ends_on >= day))


def _roles(*conditions: ColumnElement[bool]) -> list[Role]:
    people = joinedload(Role.person, innerjoin=True).options(lazyload(Person.roles))
    statement = select(Role).join(Role.person).where(*conditions).options(people)
    order = (Role.kind, Role.seat, Person.name, Person.email, Role.starts_on, Role.id)
    return list(db.session.scalars(statement.order_by(*order)))


def sessions_of(person_id: UUID) -> list[DeviceSession]:
    """Return where somebody is or was signed in, the latest first, as far as it is still known."""
    query = select(DeviceSession).where(DeviceSession.person_id == person_id)
    return list(db.session.scalars(query.order_by(DeviceSession.began_at.desc(), DeviceSession.id)))
