"""What of an application a committee should discuss: marks far apart, sheets missing, means near a threshold. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from grants.awards.ranking import Entry, Outcome, Placement
from grants.calls.rules.document import Criterion, Rules

NEAR = Fraction(1, 2)
"""How near to its threshold, in steps of its scale, a mean is worth a talk: half a step above or below."""
UNTOLD = (Outcome.WITHDRAWN, Outcome.INELIGIBLE)
"""What is not scored, and so gives nothing to talk about."""


class Why(StrEnum):
    """Name why an application should be discussed."""

    MISSING = "missing"
    DIVERGENCE = "divergence"
    NEAR_THRESHOLD = "near_threshold"


@dataclass(frozen=True, slots=True)
class Flag:
    """Be one reason to discuss an application; figures are exact, and rounded where they are shown."""

    why: Why
    criterion: str = ""
    count: int = 0
    """How many sheets are missing."""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    """The ends between which the marks of a criterion lie."""


def flags_of(rules: Rules, entry: Entry, placement: Placement, expected: int) -> tuple[Flag, ...]:
    """Return why an application should be discussed; `expected` is how many sheets it should have.

    Sheets with a conflict of interest never count, and a criterion on which the committee has agreed is discussed.
    """
    return (*missing_sheets(placement, counted_in(entry), expected), *flags_in_criteria(rules, entry, placement))


def counted_in(entry: Entry) -> int:
    """Return how many sheets of an application count."""
    return sum(not sheet.conflict for sheet in entry.sheets)


def missing_sheets(placement: Placement, counted: int, expected: int) -> tuple[Flag, ...]:
    """Return the flag of an application that has fewer sheets than it should."""
    if placement.outcome in UNTOLD or counted >= expected:
        return ()
    return (Flag(Why.MISSING, count=expected - counted),)


def flags_in_criteria(rules: Rules, entry: Entry, placement: Placement) -> tuple[Flag, ...]:
    """Return what about single criteria of an application should be discussed."""
    return () if placement.outcome in UNTOLD else tuple(_in_criteria(rules, entry, placement))


def _in_criteria(rules: Rules, entry: Entry, placement: Placement) -> Iterator[Flag]:
    counted = [sheet.marks for sheet in entry.sheets if not sheet.conflict]
    for criterion in rules.criteria:
        if criterion.code in entry.consensus:
            continue
        marks = [given[criterion.code] for given in counted if criterion.code in given]
        if _is_apart(marks, rules.scoring.divergence):
            yield Flag(Why.DIVERGENCE, criterion.code, low=min(marks), high=max(marks))
        if _is_near(placement.criterion_means[criterion.code], criterion):
            yield Flag(Why.NEAR_THRESHOLD, criterion.code)


def _is_apart(marks: list[Decimal], divergence: Decimal | None) -> bool:
    return divergence is not None and len(marks) > 1 and max(marks) - min(marks) >= divergence


def _is_near(mean: Fraction | None, criterion: Criterion) -> bool:
    if mean is None or criterion.threshold is None:
        return False
    return abs(mean - Fraction(criterion.threshold)) <= NEAR * Fraction(criterion.step)
