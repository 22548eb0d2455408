"""Begin and end sessions: each is a row, so that ending it ends every copy of its cookie."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, update

from grants import clock
from grants.accounts.models import DeviceSession, Person
from grants.accounts.sessions import SESSION_OF_APPLICANT
from grants.db import db
from grants.journal.services import record

KEPT_AFTER = timedelta(days=1)
"""How long a session that is over stays in the database."""


def begin_session(*, person: Person) -> UUID:
    """Sign a person in on one device; return the id its cookie is to hold."""
    session = DeviceSession(person_id=person.id, began_at=clock.now())
    db.session.add(session)
    db.session.flush()
    return session.id


def sign_out(*, person: Person, session_id: UUID) -> None:
    """End one session of a person, a second time without effect."""
    if _end(DeviceSession.person_id == person.id, DeviceSession.id == session_id):
        record(action="person.signed_out", subject=person, actor=person)


def sign_out_everywhere(*, person: Person) -> None:
    """End every session of a person, this one included."""
    if _end(DeviceSession.person_id == person.id):
        record(action="person.signed_out_everywhere", subject=person, actor=person)


def forget_sessions() -> int:
    """Delete what has been over for a day; return how many."""
    until = clock.now() - KEPT_AFTER
    over = or_(DeviceSession.ended_at < until, DeviceSession.began_at < until - SESSION_OF_APPLICANT)
    old = delete(DeviceSession).where(over).returning(DeviceSession.id)
    return len(db.session.scalars(old.execution_options(synchronize_session=False)).all())


def _end(*which: ColumnElement[bool]) -> int:
    """End the sessions that have not ended yet; return how many."""
    open_ones = update(DeviceSession).where(*which, DeviceSession.ended_at.is_(None))
    return len(db.session.scalars(open_ones.values(ended_at=clock.now()).returning(DeviceSession.id)).all())
