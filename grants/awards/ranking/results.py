"""What the decision says: an outcome with its reasons for every application, exact numbers throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from grants.awards.ranking.entries import Tie


class Outcome(StrEnum):
    """Name what the rules make of an application, or the body where it departs from them."""

    AWARDED = "awarded"
    RESERVE = "reserve"
    REJECTED = "rejected"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    TIED = "tied"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    REVOKED = "revoked"


class ReasonCode(StrEnum):
    """Name why an application got its outcome."""

    CHECK_FAILED = "check_failed"
    CRITERION_THRESHOLD = "criterion_threshold"
    TOTAL_THRESHOLD = "total_threshold"
    QUOTA_USED = "quota_used"
    BUDGET_USED = "budget_used"
    WITHDRAWN = "withdrawn"
    COMMITTEE = "committee"
    """It was decided otherwise than the rules alone have it; the text says why."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Give one reason, with the code of the check or criterion that it is about, or the words of who decided."""

    code: ReasonCode
    check: str | None = None
    criterion: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """State what the decision says of one application; `equals` is its whole group of equals, itself included."""

    reference: str
    rank: int | None
    total: Fraction | None
    criterion_means: Mapping[str, Fraction | None]
    outcome: Outcome
    amount: Fraction | None
    reasons: tuple[Reason, ...]
    equals: tuple[str, ...]
    separated_by: tuple[str, ...] = ()
    """What set it apart from any other with as many points in print; see `separation`."""
    decimals: int = 0
    """With how many decimals at least its total is printed, so that none ranked apart looks equal; see `precision`."""
    lot: str | None = None
    """The option of the lot it competes in; nothing in a call without lots, or where no answer tells."""

    @property
    def tied_with(self) -> tuple[str, ...]:
        """Return the references that share this rank, sorted."""
        # Built on demand: stored for each of n equals, the lists would take n² places.
        return tuple(reference for reference in self.equals if reference != self.reference)


@dataclass(frozen=True, slots=True)
class IgnoredTie:
    """Name an entry of `ties` that changed nothing, and why."""

    tie: Tie
    cause: Literal["no_such_group", "already_settled"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold every application by rank then reference, those without a rank last; `final` when none is pending."""

    placements: tuple[Placement, ...]
    final: bool
    ignored_ties: tuple[IgnoredTie, ...]
