"""What pages read of mail that came back."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from grants.db import db
from grants.notices.models import Message, MessageState

MAX_CAME_BACK = 20
"""Messages that came back, listed with one application."""


def came_back_to(people: Collection[uuid.UUID]) -> Sequence[Message]:
    """Return the newest messages to these people that came back and were not sent again."""
    found = select(Message).where(Message.person_id.in_(people), Message.state == MessageState.BOUNCED)
    return db.session.scalars(found.order_by(Message.queued_at.desc(), Message.id).limit(MAX_CAME_BACK)).all()
