"""The jobs of letters: what a worker does with many of them, and how far it has come."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.calls.models import Call
from grants.db import Base, choice

UNFINISHED = text("ended_at IS NULL")


class JobKind(StrEnum):
    """Name what is done with letters."""

    VERIFY = "verify"
    """What came back signed is verified, and taken in if all of it is in order."""
    PRINT = "print"
    """The files of letters are joined to be printed."""


class LetterJob(Base):
    """Be one job; while it is not ended it has a part to go."""

    __tablename__ = "letter_jobs"
    __table_args__ = (
        CheckConstraint("done >= 0 AND done <= total", name="done"),
        Index("ix_letter_jobs_unfinished", "begun_at", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[JobKind] = mapped_column(choice(JobKind, "letter_job_kind"))
    enclosure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    """The upload, or the file that was made."""
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    found: Mapped[list[Any]] = mapped_column(default=list)
    """Of an upload each file with what it was found to be; of a file to print the letters in it."""
    parts: Mapped[list[Any]] = mapped_column(default=list)
    """The storage keys of the parts that are made already."""
    taken: Mapped[int | None]
    """How many letters of an upload were new."""
    refusal: Mapped[str] = mapped_column(Text, default="")
    """Why nothing of an upload was taken in although every file was in order."""
    begun_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    call: Mapped[Call] = relationship()
    begun_by: Mapped[Person] = relationship()
    enclosure: Mapped[Enclosure | None] = relationship()

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Return the files of an upload that are not taken."""
        return [one for one in self.found if one.get("wrong")]
