"""Agreement: how alike evaluators mark the same application. Exact arithmetic, no rounding.

Intraclass correlations: Shrout and Fleiss 1979 (doi 10.1037/0033-2909.86.2.420). Krippendorff's alpha for the interval
level: Krippendorff 2004, Content Analysis, chapter 11. Both over all applications: over a shortlist alone, where
totals hardly differ, agreement looks like none (Erosheva et al. 2021, doi 10.1111/rssa.12681).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grants.evaluation.statistics.panel import Panel


@dataclass(frozen=True)
class Intraclass:
    """Hold the six correlations of a complete panel: of one evaluator's marks, and of the mean of all `k`."""

    one_way: Fraction
    two_way: Fraction
    consistency: Fraction
    one_way_mean: Fraction
    two_way_mean: Fraction
    consistency_mean: Fraction


@dataclass(frozen=True)
class Agreement:
    """Hold what is said of agreement.

    `icc` is of one evaluator's marks, on their level too: two-way where everybody scored everything, otherwise one-way.
    `order` is of the order one evaluator would make, in which how strict they are cancels out where all score all.
    """

    icc: Fraction
    order: Fraction
    alpha: Fraction
    is_complete: bool


def agreement(panel: Panel) -> Agreement | None:
    """Return how alike the marks are; None if no application has two sheets, or nothing differs."""
    if not panel.is_repeated or panel.is_uniform:
        return None
    alpha = krippendorff_alpha(given.values() for given in panel.points)
    of_all = intraclass(panel) if panel.is_complete else None
    icc, order = (of_all.two_way, of_all.consistency) if of_all else (one_way(panel), one_way(panel))
    return None if icc is None or order is None or alpha is None else Agreement(icc, order, alpha, panel.is_complete)


def intraclass(panel: Panel) -> Intraclass | None:
    """Return the correlations of a complete panel of at least two by two; None where nothing differs."""
    count, raters = len(panel.applications), len(panel.evaluators)
    by_rater = [sum((given[place] for given in panel.points), Fraction()) for place in range(raters)]
    correction = _squares([sum(panel.sums, Fraction())]) / (count * raters)
    between = _squares(panel.sums) / raters - correction
    among_raters = _squares(by_rater) / count - correction
    within = _squares(panel.values) - correction - between
    targets, judges = between / (count - 1), among_raters / (raters - 1)
    inside, left = within / (count * (raters - 1)), (within - among_raters) / ((count - 1) * (raters - 1))
    spread = raters * (judges - left) / count
    lowest = (targets + (raters - 1) * inside, targets + (raters - 1) * left + spread, targets + (raters - 1) * left)
    if not targets or not all(lowest) or not targets + (judges - left) / count:
        return None
    return Intraclass(
        one_way=(targets - inside) / lowest[0],
        two_way=(targets - left) / lowest[1],
        consistency=(targets - left) / lowest[2],
        one_way_mean=(targets - inside) / targets,
        two_way_mean=(targets - left) / (targets + (judges - left) / count),
        consistency_mean=(targets - left) / targets,
    )


def one_way(panel: Panel) -> Fraction | None:
    """Return the correlation of one evaluator's marks where each application was scored by others; None if unknown.

    The variance components of the unbalanced one-way layout; with equal numbers of sheets that is ICC(1,1).
    """
    count, sheets = len(panel.applications), panel.sheets
    if count < 2 or sheets == count:  # noqa: PLR2004  # nothing to compare
        return None
    correction = _squares([sum(panel.sums, Fraction())]) / sheets
    by_application = sum((total * total / n for total, n in zip(panel.sums, panel.counts, strict=True)), Fraction())
    between = (by_application - correction) / (count - 1)
    within = (_squares(panel.values) - by_application) / (sheets - count)
    typical = (sheets - Fraction(sum(n**2 for n in panel.counts), sheets)) / (count - 1)
    whole = between + (typical - 1) * within
    return (between - within) / whole if whole else None


def krippendorff_alpha(units: Iterable[Iterable[Fraction]]) -> Fraction | None:
    """Return alpha for numbers with equal gaps; units with a single value say nothing; None where nothing differs."""
    compared = [values for values in map(list, units) if len(values) > 1]
    everything = [value for values in compared for value in values]
    expected = _spread(everything)
    if not expected:
        return None
    observed = sum((len(values) * _spread(values) for values in compared), Fraction()) / len(everything)
    return 1 - observed / expected


def _squares(numbers: Iterable[Fraction]) -> Fraction:
    return sum((number * number for number in numbers), Fraction())


def _spread(numbers: Sequence[Fraction]) -> Fraction:
    """Return half the mean square of the differences between any two of the numbers; none between fewer than two."""
    count, total = len(numbers), sum(numbers, Fraction())
    return (_squares(numbers) - total * total / count) / (count - 1) if count > 1 else Fraction()
