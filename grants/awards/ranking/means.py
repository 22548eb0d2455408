"""Means: what the evaluators' marks come to, criterion by criterion."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from grants.awards.ranking.entries import Sheet
from grants.awards.ranking.exact import exact_mean
from grants.calls.rules.document import Rules

Means = Mapping[str, Fraction | None]
"""The mean of every criterion of the call by its code, in the rules' order; None without any mark."""


def median(marks: tuple[Decimal, ...]) -> Fraction:
    """Return the middle one of at least one mark, or the mean of the two middle ones."""
    ordered = sorted(marks)
    count = len(ordered)
    return exact_mean(tuple(ordered[(count - 1) // 2 : count // 2 + 1]))


def criterion_means(rules: Rules, sheets: Iterable[Sheet], consensus: Mapping[str, Decimal]) -> Means:
    """Return each criterion's mean, or median where the call says so, over the marks on sheets without a conflict.

    A mark on which the committee agreed is taken as it is.
    """
    middle = median if rules.scoring.method == "median" else exact_mean
    counted = [sheet.marks for sheet in sheets if not sheet.conflict]
    means: dict[str, Fraction | None] = {}
    for criterion in rules.criteria:
        marks = tuple([given[criterion.code] for given in counted if criterion.code in given])
        agreed = consensus.get(criterion.code)
        means[criterion.code] = Fraction(agreed) if agreed is not None else middle(marks) if marks else None
    return means
