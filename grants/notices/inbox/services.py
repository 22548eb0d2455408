"""Note what somebody has read in their inbox."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import or_, update

from grants import clock
from grants.db import db
from grants.notices.inbox.conditions import in_inbox, on_its_way
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


def read_all(*, actor: "Person") -> datetime:
    """Note that somebody has seen everything in their inbox; return the moment by which this can be undone."""
    now = clock.now()
    unread = (Message.person_id == actor.id) & Message.read_at.is_(None) & or_(in_inbox(), on_its_way())
    db.session.execute(update(Message).where(unread).values(read_at=now))
    return now


def unread_again(*, actor: "Person", at: datetime) -> None:
    """Undo that somebody has seen everything, which they said at a moment; what they opened otherwise stays read."""
    seen = (Message.person_id == actor.id) & (Message.read_at == at)
    db.session.execute(update(Message).where(seen).values(read_at=None))
