"""The messages that officials put in their own words."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import MAX_LINE, Base

OF_CALL = text("call_id IS NOT NULL")
OF_ORGANISER = text("call_id IS NULL")
_PLACE = ("event", "language", "revision")


class NoticeText(Base):
    """Be one version of a message, of an organiser or of one of its calls; the last is in force.

    Versions are only added. One without words goes back: from a call to its organiser, from there to the service.
    """

    __tablename__ = "notice_texts"
    __table_args__ = (
        Index("uq_notice_texts_call", "call_id", *_PLACE, unique=True, sqlite_where=OF_CALL, postgresql_where=OF_CALL),
        Index(
            "uq_notice_texts_organiser",
            "organiser_id",
            *_PLACE,
            unique=True,
            sqlite_where=OF_ORGANISER,
            postgresql_where=OF_ORGANISER,
        ),
        CheckConstraint("revision > 0", name="revision"),
        CheckConstraint("(subject = '') = (body = '')", name="whole"),
    )

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"))
    call_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("calls.id"))
    """The call whose messages alone say it."""
    event: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int]
    """1 for the first version."""
    subject: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    """Markdown with placeholders."""
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
