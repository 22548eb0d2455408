"""The inbox, read; each function is one statement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import defer

from grants.db import db
from grants.errors import NotFound
from grants.notices.inbox.conditions import in_inbox
from grants.notices.models import Message

PAGE = 50
"""Messages on one page."""


@dataclass(frozen=True)
class InboxPage:
    """Be a page of an inbox, the newest message first, and where the next one begins."""

    messages: Sequence[Message]
    older: tuple[str, uuid.UUID] | None

    @property
    def has_unread(self) -> bool:
        """Tell whether any of it is unread."""
        return any(message.read_at is None for message in self.messages)


def page_of(person_id: uuid.UUID, before: tuple[datetime, uuid.UUID] | None = None) -> InboxPage:
    """Return a page of somebody's messages, the newest, or those before one of them."""
    found = select(Message).where(Message.person_id == person_id, in_inbox()).options(defer(Message.body))
    if before is not None:
        at, number = before
        found = found.where(or_(Message.queued_at < at, and_(Message.queued_at == at, Message.id < number)))
    newest = found.order_by(Message.queued_at.desc(), Message.id.desc()).limit(PAGE + 1)
    messages = list(db.session.scalars(newest))
    shown = messages[:PAGE]
    older = (shown[-1].queued_at.isoformat(), shown[-1].id) if len(messages) > PAGE else None
    return InboxPage(shown, older)


def message_of(person_id: uuid.UUID, message_id: uuid.UUID) -> Message:
    """Return one of somebody's messages; raise NotFound."""
    found = select(Message).where(Message.id == message_id, Message.person_id == person_id, in_inbox())
    message = db.session.scalars(found).one_or_none()
    if message is None:
        raise NotFound
    return message
