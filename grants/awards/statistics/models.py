"""What was computed of the scores of a call, and of which inputs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class ScoreStatistics(Base):
    """Be the figures of a call, or how far the worker has come with them; one row for a call, filled anew."""

    __tablename__ = "score_statistics"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), unique=True)
    inputs: Mapped[str] = mapped_column(String(64), default="")
    """The digest of the marks and the number of awards that the figures are of."""
    seen: Mapped[int] = mapped_column(default=0)
    """How many entries the journal of the call had then: with more of them the inputs may be others."""
    percent: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """As `stored` writes it; empty until it is computed."""
    worked_at: Mapped[datetime | None]
    """When the worker was last heard of; nothing while it waits to be asked."""
    computed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    """When an official asked for figures of so many applications that they are not computed unasked."""
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
