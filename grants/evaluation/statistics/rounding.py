"""The one rounding of the statistics: the same decimals whatever the last bits of a computer's arithmetic."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DECIMALS = 4
_STEP = Decimal(1).scaleb(-DECIMALS)
_CERTAIN = Decimal(1).scaleb(-9)
"""Arithmetic with floating-point numbers is right beyond this digit, however the sums were ordered."""


def rounded(value: float | Fraction) -> Decimal:
    """Round to the decimals that are shown, half away from zero; zero has no sign.

    What lies exactly between two of them, such as 1/32, first loses the error of the last bits.
    """
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)
    return exact.quantize(_CERTAIN, ROUND_HALF_UP).quantize(_STEP, ROUND_HALF_UP) + 0
