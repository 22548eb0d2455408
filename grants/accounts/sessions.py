"""A session on the server: how long it lasts and whose it is."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import joinedload, with_expression

from grants import clock
from grants.accounts.models import DeviceSession, Person
from grants.accounts.policies import is_staff
from grants.db import db
from grants.notices.inbox.conditions import in_inbox
from grants.notices.models import Message

SESSION_OF_APPLICANT = timedelta(days=30)
SESSION_OF_STAFF = timedelta(hours=12)

_UNREAD = exists().where(Message.person_id == Person.id, Message.read_at.is_(None), in_inbox())
_OWNER = (
    select(Person, DeviceSession.began_at)
    .join(DeviceSession, DeviceSession.person_id == Person.id)
    .where(DeviceSession.id == bindparam("id"), DeviceSession.ended_at.is_(None))
    .options(joinedload(Person.roles), with_expression(Person.has_unread, _UNREAD))
)


def person_in(session_id: UUID) -> Person | None:
    """Return whose session this is, with their roles; nobody once it has ended or its time is over. One statement."""
    found = db.session.execute(_OWNER, {"id": session_id}).unique().one_or_none()
    if found is None:
        return None
    person, began_at = found
    return person if clock.now() < _end(person, began_at) else None


def known_until(guest: Person) -> datetime:
    """Return until when their browser knows a guest, whose only session began with them."""
    return _end(guest, guest.created_at)


def _end(person: Person, began_at: datetime) -> datetime:
    return began_at + (SESSION_OF_STAFF if is_staff(person) else SESSION_OF_APPLICANT)
