"""The private address under which a person's dates are read without signing in."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class CalendarFeed(Base):
    """Be the address of one person that works now; a new one ends it."""

    __tablename__ = "calendar_feeds"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), unique=True)
    serial: Mapped[uuid.UUID]
    """What is sealed into the address."""
    made_at: Mapped[datetime]
