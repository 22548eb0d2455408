"""What members write besides: comments, and what stood in a field before."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.db import Base


class Comment(Base):
    """Be what a member says to the others about an application; never part of it, and seen by nobody else."""

    __tablename__ = "application_comments"
    __table_args__ = (Index("ix_application_comments_application", "application_id", "written_at"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    field: Mapped[str] = mapped_column(String(64), default="")
    """The code of the question it is about, if it is about one."""
    words: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]

    written_by: Mapped[Person] = relationship()


class EarlierAnswer(Base):
    """Be what stood in a field of a draft until somebody put something else there; only ever added."""

    __tablename__ = "earlier_answers"
    __table_args__ = (Index("ix_earlier_answers_application_field", "application_id", "field", "replaced_at"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    field: Mapped[str] = mapped_column(String(64))
    """The code of the field; those of the first page begin with an underscore."""
    typed: Mapped[Any] = mapped_column(JSON)
    """In the shape of the field."""
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    replaced_at: Mapped[datetime]

    replaced_by: Mapped[Person | None] = relationship()
