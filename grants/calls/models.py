"""Calls and the versions of their rules."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from grants.accounts.models import Organiser
from grants.db import MAX_LINE, Base, choice


class Stage(StrEnum):
    """Name the stored phases of a call; announced, open and closed follow from the clock while it is published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CHECKING = "checking"
    SCORING = "scoring"
    DELIBERATION = "deliberation"
    DECIDED = "decided"
    RESULTS_PUBLISHED = "results_published"
    CANCELLED = "cancelled"


class Call(Base):
    """Be one open competition. Its dates repeat those of its rules, so that the database can ask for them."""

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("published_at <= opens_at", name="announced_before_it_opens"),
        CheckConstraint("grace_seconds >= 0", name="grace"),
        Index("ix_calls_stage_closes_at", "stage", "closes_at"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    organiser_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisers.id"), index=True)
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    """The number of the rules in force."""
    title: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    grace_seconds: Mapped[int] = mapped_column(default=0)
    closing_done_at: Mapped[datetime | None]
    """When what closing sets off was done: drafts ended, the root over all receipts fixed."""
    receipts_root: Mapped[str | None] = mapped_column(String(64))
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]

    organiser: Mapped[Organiser] = relationship(lazy="joined", innerjoin=True)


class CallVersion(Base):
    """Be one version of a call's rules; frozen from publication on."""

    __tablename__ = "call_versions"
    __table_args__ = (UniqueConstraint("call_id", "number", name="uq_call_versions_call_number"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"), index=True)
    number: Mapped[int]
    rules: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the rules in canonical JSON."""
    reason: Mapped[str] = mapped_column(Text, default="")
    act_body: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    act_number: Mapped[str] = mapped_column(String(MAX_LINE), default="")
    act_date: Mapped[date | None]
    created_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
