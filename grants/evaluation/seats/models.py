"""What somebody answered to the seat they were given."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice


class DeclineReason(StrEnum):
    """Name why somebody does not take a seat."""

    NO_TIME = "no_time"
    CONFLICT = "conflict"
    NOT_COMPETENT = "not_competent"
    UNWELL = "unwell"
    OTHER = "other"


class SeatAnswer(Base):
    """Be the answer to one seat: taken, with the statement that was signed, or declined with a reason."""

    __tablename__ = "seat_answers"
    __table_args__ = (CheckConstraint("accepted = (reason IS NULL)", name="declined_has_reason"),)

    role_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("roles.id"), unique=True)
    accepted: Mapped[bool]
    reason: Mapped[DeclineReason | None] = mapped_column(choice(DeclineReason, "reason"))
    note: Mapped[str] = mapped_column(Text, default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    """The words that were signed, as they stood then; empty where the seat was declined."""
    answered_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """The official who holds the statement signed on paper."""
