"""Note what somebody has read in their inbox."""

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import update

from grants import clock
from grants.db import db
from grants.notices.inbox.conditions import in_inbox
from grants.notices.inbox.queries import message_of
from grants.notices.models import Message

if TYPE_CHECKING:
    from grants.accounts.models import Person


def read(*, message_id: uuid.UUID, actor: "Person") -> Message:
    """Note that somebody opened a message of theirs; the first time counts. Raise NotFound for one of others."""
    message = message_of(actor.id, message_id)
    if message.read_at is None:
        message.read_at = clock.now()
        db.session.flush()
    return message


def read_all(*, actor: "Person") -> None:
    """Note that somebody has seen everything in their inbox."""
    unread = (Message.person_id == actor.id) & Message.read_at.is_(None) & in_inbox()
    db.session.execute(update(Message).where(unread).values(read_at=clock.now()))
