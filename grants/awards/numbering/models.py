"""The numbers that were given."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class RecordNumber(Base):
    """Be one number given to a document; it is never given again, and nothing is left out before it."""

    __tablename__ = "record_numbers"
    __table_args__ = (
        UniqueConstraint("organiser_id", "series", "position", name="uq_record_numbers_position"),
        UniqueConstraint("organiser_id", "number", name="uq_record_numbers_number"),
        CheckConstraint("position > 0", name="position"),
    )

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"))
    series: Mapped[str] = mapped_column(String(160))
    """What the format says around the running number."""
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(120))
    given_at: Mapped[datetime]
