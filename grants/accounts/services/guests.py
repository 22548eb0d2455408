"""People who begin before they sign in: known to one browser, until they sign in or never come back."""

import uuid

from sqlalchemy import ColumnElement, delete, exists, select, update

from grants import clock, events
from grants.accounts.events import GuestSignedIn
from grants.accounts.models import GUEST_HOST, DeviceSession, Person, SignIn
from grants.accounts.sessions import SESSION_OF_APPLICANT
from grants.db import db
from grants.journal.services import record

FORGOTTEN_AT_ONCE = 100


def begin_as_guest(*, language: str) -> Person:
    """Return a new person who has not signed in, known by nothing."""
    guest = Person(email=f"{uuid.uuid4().hex}@{GUEST_HOST}", language=language, created_at=clock.now())
    db.session.add(guest)
    db.session.flush()
    record(action="person.began_as_guest", subject=guest, actor=guest)
    return guest


def hand_to(*, person: Person, guest_id: uuid.UUID) -> None:
    """Give a person what they began as a guest; no browser knows the guest afterwards."""
    guest = db.session.get(Person, guest_id)
    if guest is None or not guest.is_guest:
        return
    events.publish(GuestSignedIn(guest.id, person.id))
    ended = update(DeviceSession).where(DeviceSession.person_id == guest.id, DeviceSession.ended_at.is_(None))
    db.session.execute(ended.values(ended_at=clock.now()))
    record(action="person.was_guest", subject=person, actor=person, details={"guest": guest.id})


def abandoned_guests() -> list[uuid.UUID]:
    """Return some guests that no browser can be any more."""
    guest = Person.email.like(f"%@{GUEST_HOST}")
    return list(db.session.scalars(select(Person.id).where(guest, ~_is_known()).limit(FORGOTTEN_AT_ONCE)))


def forget_guests(ids: list[uuid.UUID]) -> None:
    """Delete guests on whom nothing hangs any more."""
    db.session.execute(delete(DeviceSession).where(DeviceSession.person_id.in_(ids)))
    db.session.execute(update(SignIn).where(SignIn.guest_id.in_(ids)).values(guest_id=None))
    db.session.execute(delete(Person).where(Person.id.in_(ids)))


def _is_known() -> ColumnElement[bool]:
    since = clock.now() - SESSION_OF_APPLICANT
    return exists().where(
        DeviceSession.person_id == Person.id, DeviceSession.ended_at.is_(None), DeviceSession.began_at > since
    )
