"""People who begin before they sign in: known to one browser, until they sign in or never come back."""

import uuid

from sqlalchemy import Select, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from grants import clock, events
from grants.accounts.attempts import hash_of_token
from grants.accounts.events import GuestSignedIn
from grants.accounts.models import GUEST_HOST, DeviceSession, Person, SignIn
from grants.accounts.services.sessions import begin_session
from grants.accounts.sessions import SESSION_OF_APPLICANT
from grants.db import db
from grants.journal.services import record

FORGOTTEN_AT_ONCE = 100


def begin_as_guest(*, secret: str, language: str) -> tuple[Person, uuid.UUID]:
    """Let somebody begin who has not signed in; return who they are until then, and the id of their session.

    `secret` is what only their browser holds: a button pressed twice at one moment makes one guest.
    """
    email = f"{hash_of_token(secret)}@{GUEST_HOST}"
    known = select(Person).where(Person.email == email)
    guest = db.session.scalar(known)
    if guest is None:
        guest = Person(email=email, language=language, created_at=clock.now())
        try:
            with db.session.begin_nested():
                db.session.add(guest)
        except IntegrityError:  # by the other press
            guest = db.session.scalars(known).one()
        else:
            record(action="person.began_as_guest", subject=guest, actor=guest)
    return guest, db.session.scalar(_live(guest.id)) or begin_session(person=guest)


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
    return list(db.session.scalars(select(Person.id).where(guest, ~_live(Person.id).exists()).limit(FORGOTTEN_AT_ONCE)))


def forget_guests(ids: list[uuid.UUID]) -> None:
    """Delete guests on whom nothing hangs any more."""
    db.session.execute(delete(DeviceSession).where(DeviceSession.person_id.in_(ids)))
    db.session.execute(update(SignIn).where(SignIn.guest_id.in_(ids)).values(guest_id=None))
    db.session.execute(delete(Person).where(Person.id.in_(ids)))


def _live(person_id: uuid.UUID | InstrumentedAttribute[uuid.UUID]) -> Select[uuid.UUID]:
    """Return the query of the sessions of somebody that are not over, by an id or by a column that holds it."""
    since = clock.now() - SESSION_OF_APPLICANT
    return select(DeviceSession.id).where(
        DeviceSession.person_id == person_id, DeviceSession.ended_at.is_(None), DeviceSession.began_at > since
    )
