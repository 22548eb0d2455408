"""The outbox: a message is a row written with the change that causes it, and is delivered afterwards."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base, choice
from grants.notices.words import Words


class MessageState(StrEnum):
    """Name where a message is on its way. What is `queued` and due in the future is simply due later."""

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"
    GATHERED = "gathered"
    """It waits for the message of the day."""
    KEPT = "kept"
    """It stands in the inbox of its reader, and leaves by no e-mail of its own."""


class Withheld(StrEnum):
    """Name why a message was not sent although nothing stood in its way."""

    DONE = "done"
    MOVED = "moved"
    OVER = "over"
    NOT_THEIRS = "not_theirs"
    SEAT_LOST = "seat_lost"
    CONFLICT = "conflict"
    STOPPED = "stopped"


UNREAD = text("read_at IS NULL")
WAITS = text("state IN ('queued', 'retrying')")


class Message(Base):
    """Be one notice to one address; the unique key makes a second one for the same event impossible."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("event", "subject_id", "address", name="uq_messages_event_subject_address"),
        Index("ix_messages_due", "state", "due_at"),
        # The next of thousands, and whether one is urgent, without reading and sorting all of them.
        Index("ix_messages_next", "priority", "due_at", "id", sqlite_where=WAITS, postgresql_where=WAITS),
        Index("ix_messages_call", "call_id", "queued_at"),
        # Every request of somebody signed in asks whether there is one, however many they have read.
        Index("ix_messages_unread", "person_id", sqlite_where=UNREAD, postgresql_where=UNREAD),
        CheckConstraint("state <> 'cancelled' OR withheld IS NOT NULL", name="cancelled_says_why"),
    )

    event: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID]
    """What the event is about: an application, a decision, a sign-in."""
    call_id: Mapped[uuid.UUID | None]
    application_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The application it tells of: whoever may not see that any more when its turn comes is not told."""
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("notice_batches.id"), index=True)
    """What an official wrote to many, if it is one of those; see `grants.notices.batches`."""
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
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What its words say that may change before it leaves, such as a term; see `grants.notices.truth`."""
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
    doubts: Mapped[int] = mapped_column(default=0, server_default="0")
    """Tries that may have arrived before the one that counts: its reader may have got it so many times more."""
    answer: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """What the mail server said last."""
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    """When its reader opened it in their inbox."""
    withheld: Mapped[Withheld | None] = mapped_column(choice(Withheld, "withheld"))
    """Why it was not sent when its turn came: it was not true any more, or not for its reader."""

    @property
    def words(self) -> Words:
        """Return what it says, to be read as text or as HTML."""
        return Words(self.subject, self.body, self.signature)


class Attempt(Base):
    """Be one try to send a message, and what became of it; never changed, so that it can be shown as evidence."""

    __tablename__ = "message_attempts"
    __table_args__ = (
        Index("ix_message_attempts_message", "message_id", "settled_at"),
        Index("ix_message_attempts_settled", "settled_at"),
    )

    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    settled_at: Mapped[datetime]
    """When the service knew what became of it."""
    state: Mapped[MessageState] = mapped_column(choice(MessageState, "state"))
    """The state it led to."""
    answer: Mapped[str] = mapped_column(String(MAX_LINE), default="")

    @classmethod
    def of(cls, message: Message, settled_at: datetime) -> Self:
        """Return the try that led a message to the state in which it is."""
        return cls(message_id=message.id, settled_at=settled_at, state=message.state, answer=message.answer)


class Heartbeat(Base):
    """Be the sign of life of a worker: the moment it last wrote down that it is there."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), unique=True)
    beaten_at: Mapped[datetime]
