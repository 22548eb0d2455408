"""Means: what the evaluators' marks come to, criterion by criterion."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from grants.awards.ranking.entries import Sheet
from grants.awards.ranking.exact import exact_mean
from grants.calls.rules.document import Rules

Number = TypeVar("Number", int, Decimal)
Means = Mapping[str, Fraction | None]
"""The mean of every criterion of the call by its code, in the rules' order; None without any mark."""


class Averages:
    """Average the marks of the applications of one call: their means, or medians where the call says so.

    Marks lie on the steps of a scale, so they are added as whole numbers of a part that every step of the call is made
    of. There are few marks and few sums, and what each comes to is found out once. A mark off the scale, which only a
    file can have, is averaged as the number it is.
    """

    def __init__(self, rules: Rules) -> None:
        self._codes = [criterion.code for criterion in rules.criteria]
        self._by_middle = rules.scoring.method == "median"
        scales = [Fraction(number) for criterion in rules.criteria for number in (criterion.min, criterion.step)]
        self._parts = lcm(*[number.denominator for number in scales])
        """How many parts are one point."""
        self._in_parts: dict[Decimal, int] = {}
        self._means: dict[tuple[int, int], Fraction] = {}
        """By how many parts there are together, and of how many marks."""

    def of(self, sheets: Iterable[Sheet], consensus: Mapping[str, Decimal]) -> Means:
        """Return each criterion's mean over the marks on sheets without a conflict.

        A mark on which the committee agreed is taken as it is.
        """
        counted = [sheet.marks for sheet in sheets if not sheet.conflict]
        in_parts, known = self._in_parts, self._means
        means: dict[str, Fraction | None] = {}
        for code in self._codes:
            if code in consensus:
                means[code] = Fraction(consensus[code])
                continue
            try:
                parts = [in_parts[marks[code]] for marks in counted]
                chosen = _middle(parts) if self._by_middle else parts
                means[code] = known[sum(chosen), len(chosen)]
            except KeyError:  # a mark that is missing, or a number met for the first time
                means[code] = self._mean([marks[code] for marks in counted if code in marks])
        return means

    def _mean(self, marks: Sequence[Decimal]) -> Fraction | None:
        if not marks:
            return None
        chosen = _middle(marks) if self._by_middle else marks
        mean = exact_mean(chosen)
        for mark in marks:
            numerator, denominator = mark.as_integer_ratio()
            if self._parts % denominator:
                return mean
            self._in_parts[mark] = numerator * (self._parts // denominator)
        self._means[sum([self._in_parts[mark] for mark in chosen]), len(chosen)] = mean
        return mean


def _middle(numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the middle one of some numbers, or the two middle ones; their mean is the median."""
    ordered = sorted(numbers)
    count = len(ordered)
    return ordered[(count - 1) // 2 : count // 2 + 1]
