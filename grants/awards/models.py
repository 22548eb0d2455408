"""What the body decides: ties it settled and one decision for each application."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.awards.deciding.protection import protect
from grants.db import Base, choice


class Outcome(StrEnum):
    """Name what an application ended with."""

    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    ON_HOLD = "on_hold"
    """Decided later, by a new decision."""
    DECLINED = "declined"
    """The applicant does not take the award."""
    REVOKED = "revoked"


class Act(StrEnum):
    """Name by what a decision came about."""

    CONFIRMED = "confirmed"
    """With the whole call; always the first on an application."""
    TAKEN_UP = "taken_up"
    """What was on hold is decided."""
    CORRECTED = "corrected"
    MOVED_UP = "moved_up"
    """The next in reserve is offered what became free."""
    DECLINED = "declined"
    REVOKED = "revoked"
    CONTESTED = "contested"
    """A complaint was decided."""


WITHOUT_REASON = (Act.CONFIRMED, Act.MOVED_UP, Act.DECLINED)
"""The acts that follow from the ranking, or are the applicant's own; every other says why."""


COMMITTEE = "committee"
"""The code of the reason for which a decision departs from the ranking; its text says why."""

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
    """Be one decision on one application; a wrong one is followed by a new one, never overwritten.

    The database refuses what contradicts itself; `deciding.protection` adds what hangs on other rows.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence", name="uq_decisions_sequence"),
        UniqueConstraint("call_id", "number", name="uq_decisions_call_number"),
        UniqueConstraint("supersedes_id", name="uq_decisions_supersedes"),
        CheckConstraint("(outcome = 'awarded') = (amount IS NOT NULL)", name="awarded_has_amount"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount"),
        CheckConstraint("(sequence = 1) = (act = 'confirmed')", name="first_confirmed"),
        CheckConstraint("(sequence = 1) = (supersedes_id IS NULL)", name="supersedes"),
        CheckConstraint("act IN ('confirmed', 'moved_up', 'declined') OR because <> ''", name="says_why"),
        CheckConstraint("act <> 'declined' OR outcome = 'declined'", name="declined"),
        CheckConstraint("act <> 'revoked' OR outcome = 'revoked'", name="revoked"),
        CheckConstraint("act <> 'moved_up' OR outcome = 'awarded'", name="moved_up"),
        CheckConstraint("conditions = '' OR outcome = 'awarded'", name="conditions"),
        CheckConstraint("answer_until IS NULL OR outcome = 'awarded'", name="answer_until"),
        CheckConstraint("(resolution_number IS NULL) = (resolution_date IS NULL)", name="resolution"),
        CheckConstraint("rank IS NULL OR outcome <> 'ineligible'", name="ineligible_unranked"),
        Index("ix_decisions_call", "call_id", "outcome"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first decision on the application; the highest is in force."""
    act: Mapped[Act] = mapped_column(choice(Act, "act"), default=Act.CONFIRMED)
    supersedes_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("decisions.id"))
    """The decision in whose place it stands."""
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
    because: Mapped[str] = mapped_column(Text, default="")
    """Why it departs from the ranking, or from the decision before it."""
    conditions: Mapped[str] = mapped_column(Text, default="")
    """On what the award hangs, if on anything."""
    resolution_number: Mapped[str | None] = mapped_column(String(60))
    """Of the council's decision that it rests on."""
    resolution_date: Mapped[date | None]
    answer_until: Mapped[date | None]
    """Until which day the applicant takes what was offered; with it, silence declines."""
    told_before: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether its applicant was told before letters were kept, so that it has none here."""
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime]

    @property
    def departs(self) -> bool:
        """Tell whether the committee or council decided otherwise than the ranking."""
        return any(reason["code"] == COMMITTEE for reason in self.reasons)


protect(cast("Table", Decision.__table__))
