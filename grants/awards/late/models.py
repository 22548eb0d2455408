"""Conflicts of interest that were found late, with the order before and after."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.db import Base, choice
from grants.evaluation.models import ConflictKind


class LateConflict(Base):
    """Be one conflict recorded after the sheets were closed; only ever added."""

    __tablename__ = "late_conflicts"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[ConflictKind] = mapped_column(choice(ConflictKind, "kind"))
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[list[Any]] = mapped_column(default=list)
    """The order as it was: reference, rank, total, outcome and sum of each application."""
    after: Mapped[list[Any]] = mapped_column(default=list)
    recorded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]

    application: Mapped[Application] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
