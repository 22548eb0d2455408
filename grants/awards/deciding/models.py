"""What is recorded on the way to a decision."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grants.awards.ranking import Fixed, Outcome
from grants.db import MAX_LINE, Base, choice


class Departing(StrEnum):
    """Name what can be decided otherwise than the ranking has it."""

    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"
    ON_HOLD = "on_hold"


class Body(StrEnum):
    """Name who decides."""

    COMMITTEE = "committee"
    COUNCIL = "council"


class Departure(Base):
    """Be what a body decides of an application otherwise than the ranking has it, and why.

    Nothing is written over: a later one corrects an earlier, and one without an outcome takes it back.
    """

    __tablename__ = "departures"
    __table_args__ = (
        UniqueConstraint("application_id", "sequence", name="uq_departures_sequence"),
        CheckConstraint("(outcome IS NOT NULL AND outcome = 'awarded') = (amount IS NOT NULL)", name="amount"),
        CheckConstraint(
            "(approved_at IS NOT NULL) = (approved_by_id IS NOT NULL OR voted_on IS NOT NULL)", name="approved"
        ),
        CheckConstraint("(voted_on IS NULL) = (minutes_number = '')", name="voted"),
        CheckConstraint("amount IS NULL OR amount > 0", name="amount_positive"),
        CheckConstraint("outcome IS NULL OR reason <> ''", name="says_why"),
        CheckConstraint("conditions = '' OR (outcome IS NOT NULL AND outcome = 'awarded')", name="conditions"),
    )

    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("applications.id"))
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first; the highest is in force."""
    body: Mapped[Body] = mapped_column(choice(Body, "body"))
    outcome: Mapped[Departing | None] = mapped_column(choice(Departing, "departing"))
    amount: Mapped[Decimal | None]
    conditions: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    """Who approved the reason for the committee; what the council decides needs nobody else."""
    approved_at: Mapped[datetime | None]
    voted_on: Mapped[date | None]
    """The day of the sitting that carried it: its vote is the approval."""
    minutes_number: Mapped[str] = mapped_column(String(120), default="")
    """Of the minutes that keep that vote."""

    @property
    def fixed(self) -> Fixed:
        """Return it as the decision core reads it; raise ValueError for one that takes back."""
        if self.outcome is None:
            raise ValueError("nothing is decided by what takes a departure back")
        amount = None if self.amount is None else Fraction(self.amount)
        return Fixed(Outcome(self.outcome.value), self.reason, amount)


class AwardAnswer(Base):
    """Be the answer of an applicant that they take what was offered; who does not is declined by a decision."""

    __tablename__ = "award_answers"
    __table_args__ = (UniqueConstraint("decision_id", name="uq_award_answers_decision"),)

    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("decisions.id"))
    accepted_at: Mapped[datetime]
    answered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    """The applicant's own, or the official to whom they said it."""


class ApprovalStep(StrEnum):
    """Name what is approved on the way to the confirmation."""

    PROPOSED = "proposed"
    """What the committee proposes to the council."""
    TAKEN_BACK = "taken_back"
    """The proposal, to be changed."""
    FIRST = "first"
    """What the first of two officials confirms."""


class Approval(Base):
    """Be what somebody approved of the decisions of a call; it is void once what it approved has changed."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_call", "call_id", "approved_at"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    step: Mapped[ApprovalStep] = mapped_column(choice(ApprovalStep, "approval_step"))
    digest: Mapped[str] = mapped_column(String(64))
    """Names what was approved."""
    content: Mapped[dict[str, Any]]
    """Outcome and sum of each application by reference, and of a first confirmation the council's decision."""
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime]


class Scenario(Base):
    """Be limits that somebody looked at and kept, to be compared; nothing follows from it until it is adopted."""

    __tablename__ = "scenarios"
    __table_args__ = (Index("ix_scenarios_call", "call_id", "made_at"),)

    call_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("calls.id"))
    title: Mapped[str] = mapped_column(String(MAX_LINE))
    limits: Mapped[dict[str, Any]]
    """As `trying.Limits` writes them."""
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]
    """When an amendment with these limits was begun."""
    removed_at: Mapped[datetime | None]
