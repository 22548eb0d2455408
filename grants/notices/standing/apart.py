"""Messages that belong to no call, such as invitations of officials: nobody but administrators sees how they fared."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from grants.db import db
from grants.notices import register
from grants.notices.models import Message
from grants.notices.register import Purpose
from grants.notices.workflow import STUCK

MOST_APART = 50
"""Messages of no call on the page of the outbox, and in one document of evidence; the newest."""


def stuck_apart() -> Sequence[Message]:
    """Return the newest messages of no call that only a person gets further; one statement."""
    return _newest(select(Message).where(Message.state.in_(STUCK), Message.secret.is_(False)))


def written_apart(address: str) -> Sequence[Message]:
    """Return the newest messages of no call to an address; one statement."""
    return _newest(select(Message).where(Message.address == address))


def veiled_apart(messages: Sequence[Message]) -> set[uuid.UUID]:
    """Return of some messages those whose words are for their reader alone: what lets in, and what sums up an inbox."""
    return {
        message.id for message in messages if message.secret or register.of(message.event).purpose is Purpose.SUMMARY
    }


def _newest(query: Select[Message]) -> Sequence[Message]:
    apart = query.where(Message.call_id.is_(None)).order_by(Message.queued_at.desc(), Message.id)
    return db.session.scalars(apart.limit(MOST_APART)).all()
