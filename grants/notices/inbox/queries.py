"""The inbox, read: one statement, and what the stages ask about the few messages that still wait."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import defer

from grants.db import db
from grants.errors import NotFound
from grants.notices.inbox.conditions import NOT_TOLD_YET, in_inbox, on_its_way
from grants.notices.models import Message
from grants.notices.truth import is_asked, why_withheld

PAGE = 50
"""Messages on one page."""
MOST_ASKED = 20
"""Messages on one page that still wait and may have become untrue: with the last of them the page ends."""


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
    """Return a page of somebody's messages, the newest, or those before one of them.

    It holds at once what still waits to leave, unless that is not true any more, or not for its reader's eyes.
    """
    found = select(Message).where(Message.person_id == person_id, _is_there()).options(defer(Message.body))
    if before is not None:
        at, number = before
        found = found.where(or_(Message.queued_at < at, and_(Message.queued_at == at, Message.id < number)))
    newest = found.order_by(Message.queued_at.desc(), Message.id.desc()).limit(PAGE + 1)
    messages = list(db.session.scalars(newest))
    here = messages[: _end_of_page(messages)]
    older = (here[-1].queued_at.isoformat(), here[-1].id) if len(messages) > len(here) else None
    return InboxPage([message for message in here if _may_be_read(message)], older)


def message_of(person_id: uuid.UUID, message_id: uuid.UUID) -> Message:
    """Return one of somebody's messages; raise NotFound."""
    found = select(Message).where(Message.id == message_id, Message.person_id == person_id, _is_there())
    message = db.session.scalars(found).one_or_none()
    if message is None or not _may_be_read(message):
        raise NotFound
    return message


def _is_there() -> ColumnElement[bool]:
    return or_(in_inbox(), on_its_way())


def _end_of_page(messages: Sequence[Message]) -> int:
    """Return how many of these messages one page looks at: to ask about all that wait might take for ever."""
    doubtful = [place for place, message in enumerate(messages[:PAGE], 1) if _has_to_be_asked(message)]
    return doubtful[MOST_ASKED - 1] if len(doubtful) >= MOST_ASKED else PAGE


def _may_be_read(message: Message) -> bool:
    """Tell whether a message that was not told yet is still true and for its reader's eyes; what was told stays."""
    return not _has_to_be_asked(message) or why_withheld(message) is None


def _has_to_be_asked(message: Message) -> bool:
    return message.state in NOT_TOLD_YET and is_asked(message.event)
