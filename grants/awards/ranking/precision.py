"""Precision: with how many decimals a total is printed, so that what was ranked apart never looks equal."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby, pairwise

from grants.awards.ranking.exact import rounded

MOST_DECIMALS = 12


def decimals_apart(totals: Iterable[Fraction], decimals: int) -> dict[Fraction, int]:
    """Return the decimals that totals need beyond `decimals` to look different from others; most need none.

    `totals` are in order, so that only neighbours can look alike. Both of a pair get as many as tell them apart, and
    what is printed keeps the order.
    """
    coarsest = Fraction(1, 10**decimals)
    needed: dict[Fraction, int] = {}
    for one, other in pairwise(total for total, _same in groupby(totals)):
        if abs(one - other) < coarsest and (apart := _apart(one, other, decimals)) > decimals:
            for total in (one, other):
                needed[total] = max(needed.get(total, decimals), apart)
    return needed


def _apart(one: Fraction, other: Fraction, decimals: int) -> int:
    while decimals < MOST_DECIMALS and rounded(one, decimals) == rounded(other, decimals):
        decimals += 1
    return decimals
