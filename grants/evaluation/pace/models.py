"""What is kept about the pace of one seat."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class SeatPace(Base):
    """Be the hours that a member offers, and when they were reminded last."""

    __tablename__ = "seat_paces"

    role_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("roles.id"), unique=True)
    hours: Mapped[int | None]
    """Offered by the member for the whole evaluation."""
    reminded_on: Mapped[date | None]
    """The day of the last message, by an official or by itself: one a day is enough."""
    reminded_before: Mapped[int | None]
    """The last of the reminders that come by themselves, in days before the due date below; also if none was needed."""
    due_at: Mapped[datetime | None]
