"""What the body decides: ties it settled and one decision for each application."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.db import Base, choice


class Outcome(StrEnum):
    """Name what an application ended with."""

    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"


RANKED = (Outcome.AWARDED, Outcome.RESERVE)
"""The outcomes of what has a place in the ranking."""


class SettledBy(StrEnum):
    """Name how the committee put equals in order."""

    VOTE = "vote"
    LOT = "lot"


class TieOrder(Base):
    """Be the committee's order of applications that the rules leave equal."""

    __tablename__ = "tie_orders"
    __table_args__ = (Index("ix_tie_orders_call", "call_id", "recorded_at"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    references: Mapped[list[Any]]
    order: Mapped[list[Any]]
    settled_by: Mapped[SettledBy] = mapped_column(choice(SettledBy, "settled_by"))
    reason: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]


class Report(Base):
    """Be the record that the report on an awarded project was accepted."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("application_id", name="uq_reports_application"),)

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    accepted_on: Mapped[date]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]


class Decision(Base):
    """Be one decision on one application; a wrong one is followed by a new one, never overwritten."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence", name="uq_decisions_sequence"),
        UniqueConstraint("call_id", "number", name="uq_decisions_call_number"),
        CheckConstraint("(outcome = 'awarded') = (amount IS NOT NULL)", name="awarded_has_amount"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
        Index("ix_decisions_call", "call_id", "outcome"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first decision on the application; the highest is in force."""
    number: Mapped[str] = mapped_column(String(120))
    """The number printed on the letter."""
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    amount: Mapped[Decimal | None]
    rank: Mapped[int | None]
    total: Mapped[str | None] = mapped_column(String(80))
    """As printed: a decimal string, or nothing where there was no total."""
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    """Reason codes as in the bundle."""
    reasoning: Mapped[str] = mapped_column(Text, default="")
    """The approved words that stand in letter and minutes."""
    separated_by: Mapped[list[Any]] = mapped_column(default=list)
    """What put it before or after others with as many points, as `separations` writes it."""
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime]
