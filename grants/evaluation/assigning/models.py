"""Who scores what, and what the members say about it beforehand."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice
from grants.evaluation.assignment.task import Wish


class Assignment(Base):
    """Give one application to one evaluator. Who stands aside or has left holds it no more, and their place is open.

    An application has as many places as the rules say, or as it has assignments if these are more.
    """

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("application_id", "evaluator_id", name="uq_assignments_evaluator"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    assigned_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    assigned_at: Mapped[datetime]


class Preference(Base):
    """Say how many applications of a call an evaluator takes at most, and in what they are at home."""

    __tablename__ = "assignment_preferences"
    __table_args__ = (UniqueConstraint("call_id", "evaluator_id", name="uq_assignment_preferences_evaluator"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    most: Mapped[int | None]
    """None takes any number."""
    themes: Mapped[list[Any]] = mapped_column(default=list)
    """Codes of answers to the question that the rules name for it."""
    languages: Mapped[list[Any]] = mapped_column(default=list)


class ApplicationWish(Base):
    """Say how gladly an evaluator would score one application."""

    __tablename__ = "application_wishes"
    __table_args__ = (UniqueConstraint("application_id", "evaluator_id", name="uq_application_wishes_evaluator"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    wish: Mapped[Wish] = mapped_column(choice(Wish, "wish"))
