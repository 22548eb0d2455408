"""What is asked in a written procedure, and what was answered."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.awards.meetings.counting import Ballot
from grants.db import Base, choice


class WrittenQuestion(Base):
    """Be one question of a written procedure: what the ranking came to for an application, or one in words."""

    __tablename__ = "written_questions"
    __table_args__ = (
        CheckConstraint("(application_id IS NULL) = (words <> '')", name="about_one"),
        Index("ix_written_questions_sitting", "sitting_id", "place"),
    )

    sitting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sittings.id"))
    place: Mapped[int]
    application_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("applications.id"))
    outcome: Mapped[str] = mapped_column(String(40), default="")
    amount: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(Text, default="")


class WrittenAnswer(Base):
    """Be what one member answered to one question; it is never changed."""

    __tablename__ = "written_answers"
    __table_args__ = (UniqueConstraint("question_id", "person_id", name="uq_written_answers_person"),)

    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("written_questions.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    ballot: Mapped[Ballot] = mapped_column(choice(Ballot, "ballot"))
    answered_at: Mapped[datetime]
