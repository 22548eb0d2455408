"""What a competition comes to in a few figures, where they are of enough applications to give nobody away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grants.awards.models import RANKED, Outcome

FEWEST = 5
"""Applications received before there are figures of all of them."""
FEWEST_HIDDEN = 3
"""Applications without an award whose sums are shown together: of two, each would know what the other asked for."""


@dataclass(frozen=True)
class Figures:
    """Hold how many applications came how far, and how much money was asked for, available and awarded."""

    received: int
    admitted: int
    ranked: int
    """Those with a place in the ranking: awarded or in reserve."""
    awarded: int
    requested: Decimal
    available: Decimal | None
    """None where the rules limit the number of projects alone."""
    given: Decimal


def figures_of(
    counts: Mapping[Outcome, int], requested: Iterable[Decimal | None], given: Decimal, available: Decimal | None
) -> Figures | None:
    """Return the figures; None for few applications, or where what somebody asked for is not known."""
    asked = list(requested)
    received, awarded = sum(counts.values()), counts.get(Outcome.AWARDED, 0)
    sums = [one for one in asked if one is not None]
    if received < FEWEST or len(asked) - awarded < FEWEST_HIDDEN or len(sums) < len(asked):
        return None
    return Figures(
        received=received,
        admitted=received - counts.get(Outcome.INELIGIBLE, 0) - counts.get(Outcome.WITHDRAWN, 0),
        ranked=sum(counts.get(outcome, 0) for outcome in RANKED),
        awarded=awarded,
        requested=sum(sums, Decimal("0.00")),
        available=available,
        given=given,
    )
