"""Webhooks, and what is to be told to each."""

import uuid
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.db import MAX_LINE, Base, choice
from grants.notices.models import MessageState


class Webhook(Base):
    """Be an https address at which an organiser's own system listens."""

    __tablename__ = "webhooks"

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"), index=True)
    url: Mapped[str] = mapped_column(String(MAX_LINE))
    secret: Mapped[str] = mapped_column(String(80))
    """What is sent is signed with it; the receiver has the same."""
    told_until: Mapped[datetime]
    """Up to where the journal was looked through; what is a little older is looked at again, and told once."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WebhookCall(Base):
    """Be one thing to tell one webhook, with the states of a message; the unique key tells it once."""

    __tablename__ = "webhook_calls"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id", name="uq_webhook_calls_webhook_event"),
        Index("ix_webhook_calls_due", "state", "due_at"),
    )

    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhooks.id"))
    event_id: Mapped[uuid.UUID]
    """The entry of the journal it tells of, or a number of its own for a test."""
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Codes, ids and moments only."""
    state: Mapped[MessageState] = mapped_column(choice(MessageState, "state"), default=MessageState.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    sent_at: Mapped[datetime | None]

    webhook: Mapped[Webhook] = relationship(lazy="joined", innerjoin=True)


class WebhookAttempt(Base):
    """Be one try to tell a webhook something, and what it answered; never changed, as those of messages."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (Index("ix_webhook_attempts_call", "webhook_call_id", "settled_at"),)

    webhook_call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook_calls.id", ondelete="CASCADE"))
    settled_at: Mapped[datetime]
    state: Mapped[MessageState] = mapped_column(choice(MessageState, "state"))
    """The state it led to."""
    answer: Mapped[str] = mapped_column(String(MAX_LINE), default="")

    @classmethod
    def of(cls, call: WebhookCall, settled_at: datetime) -> Self:
        """Return the try that led something to the state in which it is."""
        return cls(webhook_call_id=call.id, settled_at=settled_at, state=call.state, answer=call.answer)
