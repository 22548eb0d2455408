"""Who may, decided from the roles a person was loaded with."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app

from grants import clock
from grants.accounts.models import Person, Role, RoleKind


def today() -> date:
    """Return the date where the service is used: roles begin and end with it."""
    return clock.now().astimezone(ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])).date()


def active_roles(person: Person | None) -> list[Role]:
    """Return the roles a person holds today; nobody holds none."""
    if person is None:
        return []
    day = today()
    return [role for role in person.roles if role.active_on(day)]


def holds(
    person: Person | None, *kinds: RoleKind, organiser_id: UUID | None = None, call_id: UUID | None = None
) -> bool:
    """Tell whether a person holds one of these roles today: there, or anywhere when no place is given.

    A role in the organiser counts in its calls when both ids are given.
    """
    return any(role.kind in kinds and _covers(role, organiser_id, call_id) for role in active_roles(person))


def is_administrator(person: Person | None) -> bool:
    """Tell whether a person administers the service today."""
    return holds(person, RoleKind.ADMINISTRATOR)


def is_staff(person: Person | None) -> bool:
    """Tell whether a person holds any role today, so that their sessions end with the working day."""
    return bool(active_roles(person))


def places(person: Person | None, *kinds: RoleKind) -> tuple[set[UUID], set[UUID]]:
    """Return the organisers and the calls in which a person holds one of these roles today."""
    roles = [role for role in active_roles(person) if role.kind in kinds]
    return _given(role.organiser_id for role in roles), _given(role.call_id for role in roles)


def organisers_of_official(person: Person | None) -> set[UUID]:
    """Return the organisers whose officials a person may see, being one of their coordinators or auditors."""
    return places(person, RoleKind.COORDINATOR, RoleKind.AUDITOR)[0]


def may_see_officials(person: Person | None, organiser_id: UUID) -> bool:
    """Tell whether a person may read who holds roles in an organiser."""
    return is_administrator(person) or organiser_id in organisers_of_official(person)


def _covers(role: Role, organiser_id: UUID | None, call_id: UUID | None) -> bool:
    if organiser_id is None and call_id is None:
        return True
    in_organiser = organiser_id is not None and role.organiser_id == organiser_id
    return in_organiser or (call_id is not None and role.call_id == call_id)


def _given(ids: Iterable[UUID | None]) -> set[UUID]:
    return {each for each in ids if each is not None}
