"""Exact arithmetic: sums and means without rounding, answers read as numbers, and the one rounding of the output.

Sums and comparisons bring their numbers over a common denominator first: one reduction instead of one for every step.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from grants.calls.rules.parsing import parse_decimal


def exact_sum(numbers: Iterable[Decimal | Fraction]) -> Fraction:
    """Add numbers."""
    return _sum_of_ratios([number.as_integer_ratio() for number in numbers])


def exact_mean(numbers: Sequence[Decimal]) -> Fraction:
    """Return the arithmetic mean of at least one number."""
    return _sum_of_ratios([number.as_integer_ratio() for number in numbers], divided_by=len(numbers))


class Weights:
    """Add values by the same weights again and again; the weights are whole numbers over one denominator."""

    def __init__(self, weights: Sequence[Fraction]) -> None:
        self._whole = on_one_scale(weights)
        self._common = lcm(*[weight.denominator for weight in weights])

    def sum_of(self, values: Sequence[Fraction]) -> Fraction:
        """Return Σ weight × value; there are as many values as weights."""
        ratios = [value.as_integer_ratio() for value in values]
        weighed = [(weight * ratio[0], ratio[1]) for weight, ratio in zip(self._whole, ratios, strict=True)]
        return _sum_of_ratios(weighed, divided_by=self._common)


def on_one_scale(numbers: Sequence[Fraction]) -> list[int]:
    """Return whole numbers that compare as these do, each multiplied by their common denominator."""
    common = lcm(*{number.denominator for number in numbers})
    return [number.numerator * (common // number.denominator) for number in numbers]


def exact_number(value: object) -> Fraction | None:
    """Read an answer as a number: a JSON number, as it was written, or a decimal string; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    try:
        return Fraction(str(value) if isinstance(value, float) else parse_decimal(value))
    except ValueError:
        return None


def rounded(value: Fraction, decimals: int) -> str:
    """Write a number as a decimal string, rounded half away from zero; zero has no sign."""
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if value < 0 and units else ""
    if not decimals:
        return f"{sign}{units}"
    digits = str(units).zfill(decimals + 1)
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def _sum_of_ratios(ratios: Sequence[tuple[int, int]], divided_by: int = 1) -> Fraction:
    common = lcm(*[denominator for _, denominator in ratios])
    total = sum([numerator * (common // denominator) for numerator, denominator in ratios])
    return Fraction(total, common * divided_by)
