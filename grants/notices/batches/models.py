"""A batch: what is written to whom, frozen before it goes, and how far it has come."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base, choice


class BatchState(StrEnum):
    """Name how far a batch has come; `written` means that every message of it is in the outbox."""

    PREPARED = "prepared"
    BEGUN = "begun"
    WRITTEN = "written"
    STOPPED = "stopped"
    DROPPED = "dropped"


class Batch(Base):
    """Be one message that an official writes to many: whom, in which words, and how far it has come."""

    __tablename__ = "notice_batches"
    __table_args__ = (
        Index("ix_notice_batches_call", "call_id", "made_at"),
        Index("ix_notice_batches_state", "state", "starts_at"),
        CheckConstraint("state NOT IN ('begun', 'written') OR starts_at IS NOT NULL", name="begun_has_time"),
        CheckConstraint("(state = 'stopped') = (stopped_at IS NOT NULL)", name="stopped_has_time"),
        CheckConstraint("expanded >= 0", name="expanded"),
    )

    call_id: Mapped[uuid.UUID]
    audience: Mapped[str] = mapped_column(String(40))
    """The code of the set of recipients, see `grants.notices.batches.audiences`."""
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """A subject and a body in Markdown with placeholders, by language."""
    recipients: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
    """The ids of what is written about and of its reader, a pair each, frozen when the list was looked at."""
    unreached: Mapped[list[Any]] = mapped_column(default=list)
    """What the list called those nobody with an address answers for."""
    edits: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    """The words of single messages that were edited, by the two ids; nothing at all for one that was left out."""
    digest: Mapped[str] = mapped_column(String(64))
    """The SHA-256 of audience, words and recipients, to tell the same batch begun twice."""
    total: Mapped[int]
    """How many messages it comes to: recipients without those left out."""
    expanded: Mapped[int] = mapped_column(default=0)
    """How many of the recipients the worker has gone through; each step is kept with the messages it wrote."""
    state: Mapped[BatchState] = mapped_column(choice(BatchState, "state"), default=BatchState.PREPARED)
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    starts_at: Mapped[datetime | None]
    """From when the worker writes its messages; until then it can be taken back without a trace."""
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    """Why it was stopped."""
