"""What somebody chose about their messages."""

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice


class Pace(StrEnum):
    """Name how often messages come that can wait."""

    AT_ONCE = "at_once"
    DAILY = "daily"


class NoticeChoices(Base):
    """Be the choices of one person; who has chosen nothing gets everything at once, but not at night."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from"),
        CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    pace: Mapped[Pace] = mapped_column(choice(Pace, "pace"), default=Pace.AT_ONCE)
    quiet_from: Mapped[int | None]
    """The hour in which the quiet hours begin, by the clock of the service; none: as the service has it."""
    quiet_until: Mapped[int | None]
    """The hour in which they end; the same hour twice: there are none."""
    off: Mapped[list[Any]] = mapped_column(default=list)
    """Purposes of which nothing comes by e-mail."""
