"""What is said on every page."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice


class Tone(StrEnum):
    """Name what a notice is about, which decides how it looks."""

    NEWS = "news"
    MAINTENANCE = "maintenance"
    OUTAGE = "outage"


class Banner(Base):
    """Be a notice that stands on every page from one moment to another."""

    __tablename__ = "banners"
    __table_args__ = (CheckConstraint("ends_at > begins_at", name="moments"),)

    tone: Mapped[Tone] = mapped_column(choice(Tone, "tone"))
    words: Mapped[dict[str, Any]]
    """By the code of the language; Latvian is always there."""
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    taken_down_at: Mapped[datetime | None]
    put_up_at: Mapped[datetime]
    put_up_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Nobody where the command line did it."""
