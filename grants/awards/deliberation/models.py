"""What a committee and its officials do between closing the sheets and the decision."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.db import Base, choice


class MarksOpening(Base):
    """Be the act by which two officials open the marks of a call: proposed by one, confirmed by another."""

    __tablename__ = "marks_openings"
    __table_args__ = (
        UniqueConstraint("call_id", name="uq_marks_openings_call"),
        CheckConstraint("confirmed_by_id <> proposed_by_id", name="two_people"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    proposed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Nobody for a competition that came as a file: its marks were open already."""
    proposed_at: Mapped[datetime]
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]


class ConsensusMark(Base):
    """Be the mark on which a committee agreed for one criterion after talking; it stands beside the sheets.

    Nothing is written over: a later one corrects an earlier, and one without a mark takes it back.
    """

    __tablename__ = "consensus_marks"
    __table_args__ = (UniqueConstraint("application_id", "code", "sequence", name="uq_consensus_marks_sequence"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first; the highest is in force."""
    mark: Mapped[str | None] = mapped_column(String(40))
    """A decimal string, as on a sheet."""
    reason: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]


class Post(Base):
    """Be what somebody said about an application once the marks were open; it is never changed or deleted."""

    __tablename__ = "discussion_posts"
    __table_args__ = (Index("ix_discussion_posts_application", "application_id", "written_at"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    words: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    written_by: Mapped[Person] = relationship()
    written_at: Mapped[datetime]


class Rapporteur(Base):
    """Be the member of the committee who drafts the reasoning of an application."""

    __tablename__ = "rapporteurs"
    __table_args__ = (UniqueConstraint("application_id", name="uq_rapporteurs_application"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    named_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    named_at: Mapped[datetime]


class ReasoningStep(StrEnum):
    """Name what was done to a reasoning."""

    WRITTEN = "written"
    APPROVED = "approved"
    REOPENED = "reopened"


class Reasoning(Base):
    """Be one step in the life of the reasoning of an application, or of one criterion of it; the last is in force.

    Steps are only added, so that every text and who approved it stays.
    """

    __tablename__ = "reasonings"
    __table_args__ = (UniqueConstraint("application_id", "code", "revision", name="uq_reasonings_revision"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str] = mapped_column(String(64), default="")
    """The criterion that it is about; empty for the application as a whole."""
    revision: Mapped[int]
    """1 for the first step."""
    step: Mapped[ReasoningStep] = mapped_column(choice(ReasoningStep, "step"))
    words: Mapped[str] = mapped_column(Text)
    """The text after this step."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was opened again."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
