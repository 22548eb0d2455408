"""Administrative checks, declarations of conflict, and score sheets."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice

MAX_SOURCE = 200
MAX_KEPT_AT = 200


class Answer(StrEnum):
    """Name the answers to an administrative criterion."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class CheckAnswer(Base):
    """Be the answer to one administrative criterion for one application."""

    __tablename__ = "check_answers"
    __table_args__ = (UniqueConstraint("application_id", "code", name="uq_check_answers_code"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    code: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Answer] = mapped_column(choice(Answer, "answer"))
    comment: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime]
    is_automatic: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the service gave it, and no official has changed it."""
    source: Mapped[str] = mapped_column(String(MAX_SOURCE), default="", server_default="")
    """The register that was consulted."""
    consulted_on: Mapped[date | None]
    proof_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    """The file that shows what the register said."""
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """The second official who gives the same answer, where the rules ask for two."""
    confirmed_at: Mapped[datetime | None]
    doubt: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Why a second official disagrees, until the answer is changed or confirmed."""
    doubted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class ConflictKind(StrEnum):
    """Name why an evaluator may not judge an application."""

    FAMILY = "family"
    EMPLOYMENT = "employment"
    BOARD = "board"
    ADVISER = "adviser"
    PARTNER = "partner"
    MONEY = "money"
    OTHER = "other"


class Declaration(Base):
    """Be the word of who evaluates, checks or confirms about one application: a conflict of interest, or none."""

    __tablename__ = "declarations"
    __table_args__ = (
        UniqueConstraint("application_id", "evaluator_id", name="uq_declarations_evaluator"),
        CheckConstraint("conflict = (kind IS NOT NULL)", name="conflict_has_kind"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    conflict: Mapped[bool]
    kind: Mapped[ConflictKind | None] = mapped_column(choice(ConflictKind, "kind"))
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """The official who recorded a conflict that its person did not declare, or what they declared on paper."""
    declared_at: Mapped[datetime]


class SheetState(StrEnum):
    """Name whether an evaluator still works on a sheet."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Sheet(Base):
    """Be one evaluator's marks and comments for one application, by the code of the criterion."""

    __tablename__ = "sheets"
    __table_args__ = (
        UniqueConstraint("application_id", "evaluator_id", name="uq_sheets_evaluator"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_time"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[SheetState] = mapped_column(choice(SheetState, "state"), default=SheetState.DRAFT)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Decimal strings, as in the bundle."""
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """For the committee; no applicant is given them."""
    for_applicant: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What may be told to the applicant: material for the reasoning, and never more than that."""
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    entered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """The official who typed it in from paper last."""
    entered_revision: Mapped[int | None]
    """The revision that stood on the paper; a later one is the member's own."""
    received_on: Mapped[date | None]
    kept_at: Mapped[str] = mapped_column(String(MAX_KEPT_AT), default="", server_default="")
    """Where the paper is kept."""
    scan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    """The scan of the paper."""

    set_aside_at: Mapped[datetime | None]
    """Since when it does not count, because others have judged the application anew."""

    @property
    def is_from_paper(self) -> bool:
        """Tell whether it stands as an official typed it in, and has not been opened again or changed since."""
        return self.entered_revision is not None and self.entered_revision == self.revision


class SheetReopening(Base):
    """Be one act by which an official let an evaluator change a submitted sheet, and why."""

    __tablename__ = "sheet_reopenings"

    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sheets.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    opened_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]


class PrivateNote(Base):
    """Be what an evaluator writes down about an application for nobody but themselves."""

    __tablename__ = "private_notes"
    __table_args__ = (UniqueConstraint("application_id", "writer_id", name="uq_private_notes_writer"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    writer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
