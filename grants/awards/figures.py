"""The points of an application as they are printed; every list, page and letter asks here. Pure."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from grants.awards.ranking import Placement, rounded
from grants.awards.ranking.precision import MOST_DECIMALS
from grants.calls.rules.document import Criterion, Rules
from grants.evaluation.marks import highest_total, plain


def telling(value: Fraction, bound: Fraction, decimals: int) -> str:
    """Print a value with as many decimals as it needs to be seen apart from a bound it is not equal to."""
    while value != bound and decimals < MOST_DECIMALS and rounded(value, decimals) == rounded(bound, decimals):
        decimals += 1
    return rounded(value, decimals)


def total_of(placement: Placement, rules: Rules) -> str | None:
    """Return the total as a decimal string; None where there is none or the call has no criteria."""
    if placement.total is None or not rules.criteria:
        return None
    return _printed(placement.total, rules.scoring.total_threshold, max(rules.scoring.decimals, placement.decimals))


def mean_of(placement: Placement, criterion: Criterion, rules: Rules) -> str | None:
    """Return the mean of a criterion as a decimal string; None without any mark."""
    mean = placement.criterion_means[criterion.code]
    return None if mean is None else _printed(mean, criterion.threshold, rules.scoring.decimals)


def misses(placement: Placement, criterion: Criterion) -> bool:
    """Tell whether the exact mean of a criterion lies below its threshold."""
    mean = placement.criterion_means[criterion.code]
    return mean is not None and criterion.threshold is not None and mean < criterion.threshold


def most_of(rules: Rules) -> str:
    """Return the most points an application can have, as a decimal string."""
    return plain(highest_total(rules.criteria))


def _printed(value: Fraction, threshold: Decimal | None, decimals: int) -> str:
    bound = value if threshold is None else Fraction(threshold)
    return _told(*value.as_integer_ratio(), *bound.as_integer_ratio(), decimals)


@lru_cache(maxsize=8192)
def _told(value: int, of: int, bound: int, of_bound: int, decimals: int) -> str:
    """Remember what was printed: a page asks for each total twice, and one after the other shows the same."""
    return telling(Fraction(value, of), Fraction(bound, of_bound), decimals)
