"""Files of applications: attached, beside them, on their way, blacked out, and the copies kept at the deadline."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Person
from grants.db import Base

SCAN = "_scan"
"""Where the scan of what came on paper lies among the files; no code of a rules document begins so."""


class Attachment(Base):
    """Be one uploaded file; its bytes lie in the storage under a random key."""

    __tablename__ = "attachments"

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    """The code of the file field of the form it answers."""
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    signatures: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Who signed a container of e-signed documents, as `grants.signatures` found them; nothing for other files."""
    scanned_at: Mapped[datetime | None]
    """When it was scanned for viruses; until then it is handed out to nobody, where files are scanned."""
    virus: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """What the scan found; such a file is never handed out."""
    shown_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Where the PDF of a photograph lies that browsers cannot show."""
    shown_failed_at: Mapped[datetime | None]
    """When a photograph turned out to be one that cannot be shown."""
    uploaded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    uploaded_at: Mapped[datetime]
    is_added: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether it belongs to a change that was not sent in yet."""
    is_dropped: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether a change that was not sent in yet leaves it out."""
    removed_at: Mapped[datetime | None]


class Enclosure(Base):
    """Be a file kept beside an application or a call that is no part of it: evidence, a scan, a proof of posting.

    Its bytes are scanned and swept as those of attachments; who may have it is decided by what refers to it.
    """

    __tablename__ = "enclosures"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    application_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    scanned_at: Mapped[datetime | None]
    virus: Mapped[str] = mapped_column(String(200), default="", server_default="")
    added_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]

    @property
    def shown_key(self) -> None:
        """Return nothing: a photograph stays as it came."""


class PartialUpload(Base):
    """Be a file that comes in parts; once it is whole it becomes an attachment, and this is deleted."""

    __tablename__ = "partial_uploads"
    __table_args__ = (
        UniqueConstraint(
            *("application_id", "person_id", "field", "name", "size", "stamp"), name="uq_partial_uploads_file"
        ),
        CheckConstraint("received BETWEEN 0 AND size", name="received"),
        Index("ix_partial_uploads_begun_at", "begun_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    field: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    stamp: Mapped[str] = mapped_column(String(40))
    """What the browser knows of the file besides, so that another of the same name and size is another."""
    received: Mapped[int] = mapped_column(default=0)
    parts: Mapped[list[Any]] = mapped_column(default=list)
    """The storage keys of what has come, in order."""
    begun_at: Mapped[datetime]


class Redaction(Base):
    """Be a passage or a file that evaluators do not see; the original stays. Never deleted, only lifted."""

    __tablename__ = "redactions"
    __table_args__ = (
        CheckConstraint("(passage = '') = (attachment_id IS NOT NULL)", name="passage_or_file"),
        Index("ix_redactions_application", "application_id", "lifted_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    passage: Mapped[str] = mapped_column(Text, default="")
    """The words that are blacked out wherever they stand in the answers."""
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachments.id"))
    reason: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    attachment: Mapped[Attachment | None] = relationship()
    made_by: Mapped[Person] = relationship()


class Copy(Base):
    """Be one file that keeps a submitted application as it stood at the deadline; made once, never changed."""

    __tablename__ = "application_copies"
    __table_args__ = (UniqueConstraint("application_id", "kind", name="uq_application_copies_application_kind"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(String(4))
    """pdf or json."""
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
