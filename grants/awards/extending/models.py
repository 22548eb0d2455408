"""The notices by which the term to decide was extended."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base


class TermExtension(Base):
    """Be one notice to an applicant that the term to decide is extended; the latest day of those sent counts."""

    __tablename__ = "term_extensions"
    __table_args__ = (
        UniqueConstraint("application_id", "until", name="uq_term_extensions_until"),
        UniqueConstraint("call_id", "number", name="uq_term_extensions_number"),
        CheckConstraint("reason <> ''", name="says_why"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    number: Mapped[str] = mapped_column(String(120))
    until: Mapped[date]
    """The new last day to decide."""
    reason: Mapped[str] = mapped_column(Text)
    extended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    extended_at: Mapped[datetime]
