"""What somebody needs no more."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class HintSeen(Base):
    """Be a hint that a person has put away."""

    __tablename__ = "hints_seen"
    __table_args__ = (UniqueConstraint("person_id", "code"),)

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    code: Mapped[str] = mapped_column(String(40))
    seen_at: Mapped[datetime]
