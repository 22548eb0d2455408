"""The journal: who did what, when, as ids and codes that hold no personal data; sealed into chains."""

import uuid
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base
from grants.journal.identifiers import time_ordered
from grants.journal.protection import protect


class Entry(Base):
    """Be one thing that happened. Never changed, never deleted; sealing fills in the last two columns once."""

    __tablename__ = "journal"
    __table_args__ = (
        UniqueConstraint("chain", "position"),
        Index("ix_journal_unsealed", "position", "recorded_at"),
        Index("ix_journal_chain", "chain", "recorded_at"),
        Index("ix_journal_subject", "subject_id", "recorded_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=time_ordered)
    chain: Mapped[str] = mapped_column(String(36))
    """The call's id, or `system` for what belongs to no call."""
    recorded_at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]
    """The person, or nothing when time or the system acted."""
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    source: Mapped[str] = mapped_column(String(40), default="")
    target: Mapped[str] = mapped_column(String(40), default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Codes, numbers, ids and digests only: no names, no addresses, no free text."""
    request_id: Mapped[str] = mapped_column(String(36), default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    position: Mapped[int | None]
    seal: Mapped[str | None] = mapped_column(String(64))


protect(cast(Table, Entry.__table__))
