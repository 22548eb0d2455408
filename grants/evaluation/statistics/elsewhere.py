"""From agreement to awards: how many would have gone elsewhere if very many other evaluators had judged.

Bartoš and Martinková 2024 (doi 10.1111/bmsp.12343): the reliability of the mean of several evaluators by Spearman and
Brown, then what was selected against what belongs there, as two normal variables correlated by its square root.
"""

from dataclasses import dataclass
from math import exp, pi, sqrt
from statistics import NormalDist

NODES = 400
"""Even number of steps of Simpson's rule; with it the integral is good to more than ten digits."""
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Elsewhere:
    """Hold the shares: of the selected those that belong there and those that do not, of the others those missed."""

    belonging: float
    false_positive: float
    false_negative: float


def spearman_brown(reliability: float, raters: float) -> float:
    """Return the reliability of the mean of several evaluators, from that of one; below 0 counts as 0."""
    single = min(max(reliability, 0.0), 1.0)
    return raters * single / (1 + (raters - 1) * single)


def elsewhere(reliability: float, raters: float, selected: float) -> Elsewhere | None:
    """Return what a reliability of one evaluator means for a selected share; None unless it lies between 0 and 1."""
    if not 0 < selected < 1:
        return None
    correlation = sqrt(spearman_brown(reliability, raters))
    bound = _NORMAL.inv_cdf(1 - selected)
    missed = 2 * owens_t(bound, sqrt((1 - correlation) / (1 + correlation)))
    return Elsewhere(1 - missed / selected, missed / selected, missed / (1 - selected))


def owens_t(height: float, slope: float) -> float:
    """Return Owen's T function of a slope from 0 to 1, by Simpson's rule."""
    step = slope / NODES

    def integrand(x: float) -> float:
        return exp(-(height**2) * (1 + x * x) / 2) / (1 + x * x)

    inner = sum((4 if place % 2 else 2) * integrand(place * step) for place in range(1, NODES))
    return (integrand(0) + inner + integrand(slope)) * step / 3 / (2 * pi)
