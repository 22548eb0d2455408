"""The dates of reminders that officials chose for a call."""

import uuid
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base

USUAL = (168, 24, 3)
"""Hours before the deadline, where nobody chose others."""
CHOICES = (336, 168, 120, 72, 48, 24, 12, 6, 3, 1)
"""Hours before the deadline that can be chosen; other numbers help nobody, and few choices fit on a phone."""
NEAR = 12
"""So many hours before the deadline a reminder leaves at any hour: the morning may be too late."""


class ReminderDates(Base):
    """Be the choice for one call; without one, the usual dates hold."""

    __tablename__ = "reminder_dates"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), unique=True)
    hours: Mapped[list[Any]] = mapped_column(default=list)
    """How many hours before the deadline, the most first; none reminds nobody."""
