"""The texts of letters that officials put in their own words."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from grants.awards.wordings.kinds import LetterKind
from grants.db import Base, choice

OF_CALL = text("call_id IS NOT NULL")
OF_ORGANISER = text("call_id IS NULL")
_PLACE = ("kind", "language", "revision")


class Wording(Base):
    """Be one version of the text for a kind of letter, of an organiser or of one of its calls; the last is in force.

    Versions are only added. One without words goes back: from a call to its organiser, from there to the service.
    """

    __tablename__ = "wordings"
    __table_args__ = (
        Index("uq_wordings_call", "call_id", *_PLACE, unique=True, sqlite_where=OF_CALL, postgresql_where=OF_CALL),
        Index(
            "uq_wordings_organiser",
            "organiser_id",
            *_PLACE,
            unique=True,
            sqlite_where=OF_ORGANISER,
            postgresql_where=OF_ORGANISER,
        ),
        CheckConstraint("revision > 0", name="revision"),
    )

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"))
    call_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("calls.id"))
    """The call whose letters alone say it."""
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind, "wording_kind"))
    language: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int]
    """1 for the first version."""
    words: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
