"""The outbox: a message is a row written with the change that causes it, and is delivered afterwards."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base, choice
from grants.notices.words import Words


class MessageState(StrEnum):
    """Name where a message is on its way; the last three are final until a person sends it again."""

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Message(Base):
    """Be one notice to one address; the unique key makes a second one for the same event impossible."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("event", "subject_id", "address", name="uq_messages_event_subject_address"),
        Index("ix_messages_due", "state", "due_at"),
        Index("ix_messages_call", "call_id", "queued_at"),
    )

    event: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID]
    """What the event is about: an application, a decision, a sign-in."""
    call_id: Mapped[uuid.UUID | None]
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(MAX_LINE))
    body: Mapped[str] = mapped_column(Text)
    """Markdown in which whatever comes from outside is escaped."""
    signature: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    unsubscribe_url: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """Where mail programs end a subscription with one click; nothing for what nobody subscribed to."""
    attachments: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Stored files that go with it: the name, media type, SHA-256 and storage key of each."""
    secret: Mapped[bool] = mapped_column(default=False)
    """The body lets its reader in: it is emptied once it was sent."""
    once: Mapped[bool] = mapped_column(default=False)
    """Nobody may get it twice: after a try that may have arrived a person decides. Others had better come twice."""
    priority: Mapped[int] = mapped_column(default=5)
    state: Mapped[MessageState] = mapped_column(choice(MessageState, "state"), default=MessageState.QUEUED)
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    """Until then one worker alone may send it; `sending` after that means that nobody knows whether it was sent."""
    attempts: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """What the mail server said last."""
    sent_at: Mapped[datetime | None]

    @property
    def words(self) -> Words:
        """Return what it says, to be read as text or as HTML."""
        return Words(self.subject, self.body, self.signature)


class Heartbeat(Base):
    """Be the sign of life of a worker: the moment it last wrote down that it is there."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    beaten_at: Mapped[datetime]
