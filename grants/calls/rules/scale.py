"""The arithmetic of a scale of marks, exact."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


def divides(step: Decimal, length: Fraction) -> bool:
    """Say whether a length is a whole number of steps; a step of zero divides nothing."""
    return step != 0 and (length / Fraction(step)).denominator == 1


@lru_cache(maxsize=4096)
def on_scale(mark: Decimal, low: Decimal, high: Decimal, step: Decimal) -> bool:
    """Say whether a mark lies from `low` to `high` and a whole number of steps above `low`."""
    return low <= mark <= high and divides(step, Fraction(mark) - Fraction(low))
