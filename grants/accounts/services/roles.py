"""Grant and end roles."""

from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Organiser, Person, Role, RoleKind, Seat
from grants.accounts.policies import today
from grants.accounts.services.people import person_for
from grants.accounts.words import ROLES
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record
from grants.notices.services import queue


def grant_role(
    *,
    person: Person,
    kind: RoleKind,
    actor: Person | None,
    organiser_id: UUID | None = None,
    call_id: UUID | None = None,
    seat: Seat | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Role:
    """Give a person a role in an organiser, in a call or (administrators only) everywhere, from today unless said.

    Returns the role they have when it is the same already; raises Conflict when they hold it there with other dates or
    another seat, Invalid when it would end before it starts.
    """
    starts_on = starts_on or today()
    if ends_on and ends_on < starts_on:
        message = _("The last day cannot be before the first.")
        raise Invalid(message, {"ends_on": message})
    _hold_roles_of(person)
    held = _held(person, kind, organiser_id, call_id)
    if held:
        if (held.seat, held.ends_on) != (seat, ends_on):
            raise Conflict(_("They hold this role here already. End it first to grant it anew."))
        return held
    role = Role(kind=kind, seat=seat, organiser_id=organiser_id, call_id=call_id, starts_on=starts_on, ends_on=ends_on)
    role.granted_by_id = actor.id if actor else None
    person.roles.append(role)
    db.session.flush()
    _record_role("role.granted", role, actor)
    return role


def invite(
    *,
    email: str,
    kind: RoleKind,
    actor: Person,
    organiser: Organiser | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Role:
    """Give whoever has an e-mail address a role in an organiser, or everywhere, and tell them how to sign in."""
    person = person_for(email=email, actor=actor)
    place = organiser.id if organiser else None
    role = grant_role(person=person, kind=kind, actor=actor, organiser_id=place, starts_on=starts_on, ends_on=ends_on)
    queue(
        event="accounts.role_granted",
        subject_id=role.id,
        person=person,
        template="accounts/notices/invitation",
        context={"role": role, "words": ROLES[kind], "organiser": organiser},
    )
    return role


def end_role(*, role: Role, actor: Person | None, ends_on: date | None = None) -> None:
    """End a role at once, or after its last day `ends_on`; raise Conflict if it has ended or the service needs it."""
    others = _other_administrators(role) if role.kind is RoleKind.ADMINISTRATOR else set()
    db.session.refresh(role, ["ends_on", "ended_at"], with_for_update=True)
    if role.ended_by(today()):
        raise Conflict(_("This role has ended already."))
    if ends_on and ends_on < max(role.starts_on, today()):
        message = _("The last day can be today or later, and not before the role begins.")
        raise Invalid(message, {"ends_on": message})
    if ends_on and role.ends_on == ends_on:
        return
    if role.kind is RoleKind.ADMINISTRATOR and not others:
        raise Conflict(_("This is the last administrator. Make somebody else administrator first."))
    if ends_on:
        role.ends_on = ends_on
    else:
        role.ended_at = clock.now()
    db.session.flush()
    _record_role("role.ended", role, actor)


def _held(person: Person, kind: RoleKind, organiser_id: UUID | None, call_id: UUID | None) -> Role | None:
    day = today()
    for role in person.roles:
        same = (role.kind, role.organiser_id, role.call_id) == (kind, organiser_id, call_id)
        if same and not role.ended_by(day):
            return role
    return None


def _hold_roles_of(person: Person) -> None:
    """Read a person's roles while nobody else can grant them one: two at once would give the same twice."""
    db.session.flush()
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    db.session.refresh(person, ["roles"])


def _other_administrators(role: Role) -> set[UUID]:
    """Return the other roles without an end; all are locked, always in one order, so that two cannot end each other."""
    lasting = (Role.kind == RoleKind.ADMINISTRATOR) & Role.ends_on.is_(None) & Role.ended_at.is_(None)
    held = select(Role.id).where(lasting, Role.starts_on <= today()).order_by(Role.id).with_for_update()
    return set(db.session.scalars(held)) - {role.id}


def _record_role(action: str, role: Role, actor: Person | None) -> None:
    record(
        action=action,
        subject=role,
        actor=actor,
        call_id=role.call_id,
        details={
            "kind": role.kind,
            "person": role.person_id,
            "organiser": role.organiser_id,
            "starts_on": role.starts_on,
            "ends_on": role.ends_on,
        },
    )
