"""What proves a submission and who stands behind it: receipts, confirmations, clarifications."""

import uuid
from datetime import date, datetime
from enum import StrEnum
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

from grants.accounts.models import MAX_EMAIL
from grants.applications.models.applications import Application
from grants.db import MAX_LINE, Base, choice


class Party(StrEnum):
    """Name who confirms an application beside its members."""

    SIGNATORY = "signatory"
    PARTNER = "partner"
    GUARANTOR = "guarantor"
    REPRESENTATIVE = "representative"


class Confirmation(Base):
    """Be one party's answer to one content of an application, from the moment it is asked for; never deleted."""

    __tablename__ = "confirmations"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (agrees IS NULL)", name="answer_has_time"),
        Index("ix_confirmations_application", "application_id", "role"),
        Index("ix_confirmations_known_by", "known_by"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    role: Mapped[Party] = mapped_column(choice(Party, "role"))
    name: Mapped[str] = mapped_column(String(MAX_LINE))
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    known_by: Mapped[str] = mapped_column(
        String(MAX_EMAIL), default=lambda context: context.get_current_parameters()["email"]
    )
    """The address that the account of `email` signs in with now, so that moving it makes nobody a stranger."""
    way: Mapped[str] = mapped_column(String(20))
    """`signatory_link`, `e_signed_copy` or `paper`."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the content that is confirmed: a change asks anew."""
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    agrees: Mapped[bool | None]
    replaced_at: Mapped[datetime | None]
    """When it was asked of somebody else, or of other content, so that the link answers nothing any more."""

    application: Mapped[Application] = relationship()


class Clarification(Base):
    """Be one request to clarify single answers, and what came of it; what stood there before stays here."""

    __tablename__ = "clarifications"
    __table_args__ = (
        UniqueConstraint("application_id", "round", name="uq_clarifications_application_round"),
        CheckConstraint("answered_at IS NULL OR missed_at IS NULL", name="answered_or_missed"),
        Index("ix_clarifications_open", "due_at", "answered_at", "missed_at"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    round: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    """The codes of the fields that are open to the applicant."""
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    notified_on: Mapped[date]
    due_at: Mapped[datetime]
    """The first moment that is too late."""
    reply: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What stood in the fields when it was answered, as it was sent in."""
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    """When its members were reminded of the term, or it was found that the term is too short for that."""

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.answered_at is None and self.missed_at is None


class Receipt(Base):
    """Be the proof of one submission: a salted commitment to what was received and when; the latest one counts."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("application_id", "number", name="uq_receipts_application_number"),
        CheckConstraint("(replaced_at IS NULL) = (content IS NULL)", name="content_of_replaced"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counts the submissions of the application."""
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    salt: Mapped[str] = mapped_column(String(64))
    commitment: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    """When a later submission took the place of this one."""
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """What it commits to, kept once the application says something else."""
