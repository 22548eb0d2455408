"""Letters from preparation to proof: each is frozen when it is prepared, and every try to deliver it is kept."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.applications.models import Application, Enclosure
from grants.awards.terms import Channel
from grants.awards.wordings.kinds import LetterKind
from grants.db import Base, choice


class LetterState(StrEnum):
    """Name how far a letter has come; `sending` is in the outbox, and `sent` has left."""

    PREPARED = "prepared"
    SIGNED = "signed"
    SENDING = "sending"
    SENT = "sent"
    VOID = "void"


class VoidReason(StrEnum):
    """Name why a letter that had not left is void; those that name an act are the acts of the decision that follows."""

    TAKEN_UP = "taken_up"
    CORRECTED = "corrected"
    MOVED_UP = "moved_up"
    DECLINED = "declined"
    REVOKED = "revoked"
    CONTESTED = "contested"
    CORRECTING = "correcting"
    """The organiser corrects its decision, and the new one is not made yet."""
    UPHELD = "upheld"
    """A complaint was found to be right, and the new decision is not made yet."""


class Failure(StrEnum):
    """Name why a letter did not reach its addressee."""

    BOUNCED = "bounced"
    RETURNED = "returned"
    NOT_OPENED = "not_opened"
    NO_ADDRESS = "no_address"
    TAKEN_BACK = "taken_back"
    """It became void before it left."""


IN_FORCE = text("state <> 'void'")
GOING_ON = text("failed_at IS NULL")


class Letter(Base):
    """Be one letter to an applicant; what it says never changes once it was prepared."""

    __tablename__ = "letters"
    __table_args__ = (
        Index(
            "uq_letters_call_number",
            "call_id",
            "number",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index(
            "uq_letters_decision",
            "decision_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("ix_letters_call", "call_id", "state"),
        CheckConstraint("void_reason IS NULL OR state = 'void'", name="void_reason"),
        CheckConstraint("state <> 'signed' OR signed_id IS NOT NULL", name="signed_has_file"),
        CheckConstraint("state <> 'sent' OR (sent_at IS NOT NULL AND made_id IS NOT NULL)", name="sent_was_made"),
    )

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decisions.id"))
    kind: Mapped[LetterKind] = mapped_column(choice(LetterKind, "letter_kind"))
    number: Mapped[str] = mapped_column(String(120))
    """The number of the document, under which it is signed and found again."""
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[LetterState] = mapped_column(choice(LetterState, "letter_state"), default=LetterState.PREPARED)
    channel: Mapped[Channel | None] = mapped_column(choice(Channel, "letter_channel"))
    """How it goes or went; nothing while nobody has chosen."""
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it says, as `grants.documents.content` describes a document: its file is made of this alone."""
    mail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The words of the e-mail by language: subject, body, signature."""
    unsigned_basis: Mapped[str] = mapped_column(Text, default="")
    """Why it is valid unsigned, as it says itself; nothing where it has to be signed."""
    prepared_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    prepared_at: Mapped[datetime]
    made_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    signed_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    signatures: Mapped[list[Any]] = mapped_column(default=list)
    signed_at: Mapped[datetime | None]
    """When the signed file came back; when it was signed, its signatures say."""
    sent_at: Mapped[datetime | None]
    notified_on: Mapped[date | None]
    contest_until: Mapped[date | None]
    void_reason: Mapped[VoidReason | None] = mapped_column(choice(VoidReason, "letter_void_reason"))
    void_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship()
    made: Mapped[Enclosure | None] = relationship(foreign_keys=[made_id])
    signed: Mapped[Enclosure | None] = relationship(foreign_keys=[signed_id])

    @property
    def file(self) -> Enclosure | None:
        """Return what is sent: the signed file, or the made one where it is valid unsigned."""
        return self.signed or self.made

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be sent: signed, or made and valid unsigned."""
        if self.state is LetterState.PREPARED:
            return bool(self.unsigned_basis) and self.made_id is not None
        return self.state is LetterState.SIGNED


class Dispatch(Base):
    """Be one batch of letters that went outside of this service, with its proof."""

    __tablename__ = "letter_dispatches"

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "dispatch_channel"))
    sent_on: Mapped[date]
    tracking: Mapped[str] = mapped_column(String(200), default="")
    """The number under which the carrier knows the batch."""
    proof_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]

    proof: Mapped[Enclosure | None] = relationship()


class Delivery(Base):
    """Be one try to deliver a letter. A letter has one that goes on or arrived, beside those that failed."""

    __tablename__ = "letter_deliveries"
    __table_args__ = (
        UniqueConstraint("letter_id", "sequence", name="uq_letter_deliveries_sequence"),
        Index(
            "uq_letter_deliveries_going_on",
            "letter_id",
            unique=True,
            sqlite_where=GOING_ON,
            postgresql_where=GOING_ON,
        ),
        CheckConstraint("(failed_at IS NULL) = (failure IS NULL)", name="failure"),
    )

    letter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("letters.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "delivery_channel"))
    dispatch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter_dispatches.id"), index=True)
    begun_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    proven_on: Mapped[date | None]
    """The day on which it is proven to have reached its addressee, from which the term counts then."""
    proof: Mapped[str] = mapped_column(String(200), default="")
    """What proves it, such as the number of a return receipt."""
    failed_at: Mapped[datetime | None]
    failure: Mapped[Failure | None] = mapped_column(choice(Failure, "delivery_failure"))

    letter: Mapped[Letter] = relationship()
    dispatch: Mapped[Dispatch | None] = relationship()


class UnsignedDeclaration(Base):
    """Be an organiser's declaration that its letters are valid unsigned; ended ones stay."""

    __tablename__ = "unsigned_declarations"
    __table_args__ = (
        Index(
            "uq_unsigned_declarations_in_force",
            "organiser_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"))
    basis: Mapped[str] = mapped_column(Text)
    """The rule of law they rest on, in the words that the letters print."""
    declared_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    declared_at: Mapped[datetime]
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
