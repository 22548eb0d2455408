"""How many applications a call may come to, from what earlier calls had as long before their deadlines. Pure.

If a call of which an earlier one had the share s at this distance from the deadline has n applications now, it comes
to n / s in the end. Each earlier call gives one such number; the range reaches from the least to the greatest of them,
the middle is their median. A new call that is one like the k others falls within that range with probability
(k - 1) / (k + 1), whatever the shares are distributed like: each of the k + 1 is as likely as any other to be the least
of them, or the greatest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

FEWEST_CALLS = 3
"""Earlier calls without which nothing is foretold."""
FEWEST_IN_CALL = 20
"""Applications of an earlier call without which it tells nothing."""
FEWEST_NOW = 10
"""Applications of the call itself without which one more would change everything."""
LEAST_SHARE = Fraction(1, 20)
"""What each earlier call had of its applications by then, at least: of less, n / s is a guess."""
MOST_CALLS = 9
"""The newest earlier calls that are looked at."""


@dataclass(frozen=True)
class Earlier:
    """Be an earlier call: how many applications it had as long before its deadline, and in the end."""

    by_then: int
    in_all: int

    @property
    def share(self) -> Fraction:
        """Return what it had by then, of all."""
        return Fraction(self.by_then, self.in_all)


@dataclass(frozen=True)
class Forecast:
    """Hold how many there may be in the end, and how many calls say so."""

    low: int
    middle: int
    high: int
    calls: int

    @property
    def chances_in_ten(self) -> int:
        """Return how many in ten new calls like the earlier ones fall within the range, rounded down."""
        return 10 * (self.calls - 1) // (self.calls + 1)


def forecast(now: int, earlier: Sequence[Earlier]) -> Forecast | None:
    """Return the forecast; None where there is too little to say anything."""
    large = [each for each in earlier if each.in_all >= FEWEST_IN_CALL][:MOST_CALLS]
    if now < FEWEST_NOW or len(large) < FEWEST_CALLS or any(each.share < LEAST_SHARE for each in large):
        return None
    ends = sorted(now / each.share for each in large)
    return Forecast(int(ends[0]), round(median(ends)), -int(-ends[-1] // 1), len(large))
