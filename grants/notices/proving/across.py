"""What one address was told in all calls that an official may read; a constant number of statements beside barriers."""

import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from grants.db import db
from grants.notices.models import Message
from grants.notices.proving.queries import MOST_PRINTED

MOST_CALLS = 50
"""Calls that one page or document goes through; the newest messages decide which."""
Closed = Mapping[uuid.UUID, Collection[uuid.UUID]]
"""By call, the applications that are closed to who looks."""


def calls_that_told(address: str, call_ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return of some calls those in which something was written to an address, the latest first."""
    told = select(Message.call_id).where(Message.address == address, Message.call_id.in_(call_ids))
    latest = told.group_by(Message.call_id).order_by(func.max(Message.queued_at).desc()).limit(MOST_CALLS)
    return [call_id for call_id in db.session.scalars(latest) if call_id]


def found_for(address: str, closed: Closed, part: int) -> list[Message]:
    """Return a part of what was written to an address in these calls, the first first."""
    found = _query(address, closed).order_by(Message.queued_at, Message.id)
    return list(db.session.scalars(found.offset((part - 1) * MOST_PRINTED).limit(MOST_PRINTED)))


def count_for(address: str, closed: Closed) -> int:
    """Count what was written to an address in these calls."""
    return db.session.scalar(select(func.count()).select_from(_query(address, closed).subquery())) or 0


def _query(address: str, closed: Closed) -> Select[Message]:
    return select(Message).where(Message.address == address, or_(*(_in(*each) for each in closed.items())))


def _in(call_id: uuid.UUID, closed: Collection[uuid.UUID]) -> ColumnElement[bool]:
    is_open = or_(Message.application_id.is_(None), Message.application_id.not_in(closed)) if closed else None
    of_call = Message.call_id == call_id
    return of_call if is_open is None else and_(of_call, is_open)
