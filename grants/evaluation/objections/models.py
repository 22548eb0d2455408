"""What an applicant says against a member of the committee, and what came of it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.db import Base


class Objection(Base):
    """Be one objection of an applicant to one member; an official upholds or dismisses it, with a reason."""

    __tablename__ = "objections"
    __table_args__ = (
        UniqueConstraint("application_id", "member_id", name="uq_objections_member"),
        CheckConstraint("(upheld IS NULL) = (decided_at IS NULL)", name="decided_has_time"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    member_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    upheld: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    member: Mapped[Person] = relationship(foreign_keys=[member_id])
