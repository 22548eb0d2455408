"""Places: how probable each rank of each application is.

Given the spreads and where the evaluators stand, the applications are independent normal variables. The rank of one
that has the value x is one more than the number of others above x: a sum of independent yes-or-no variables, whose
distribution is the transform of the product of their characteristic functions. What is left is integrated:

- where everybody scored everything, evaluators move nobody's rank, and all depends on one number, how many times its
  noise a difference of means is. Its distribution over the grid is replaced by a Gauss rule with as many moments;
- otherwise over grid and evaluators with fixed quasi-random points (Sobol's sequence, unscrambled); the error is told
  from the two halves of the points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from grants.evaluation.statistics.posterior import Array, Posterior, Progress
from grants.evaluation.statistics.sharpness import sharpness_rule

TAIL = 6.5
"""How many times its noise an application may be away from its expectation."""
UNDECIDED = 1e-9
"""What is more probable than this, and less than its opposite, is not decided yet."""
EXHAUSTED = 30
"""Minus the logarithm of what is too little to count in a characteristic function."""
FEWEST_POINTS, MOST_POINTS, WORK = 32, 1024, 32_000
"""How many quasi-random points are taken, and how many times the number of applications where that lies between."""
BATCH = 60_000
"""Complex numbers that one step holds in memory."""


@dataclass(frozen=True)
class Places:
    """Hold the probability of each rank, a row for each application, and how far it may be wrong."""

    probabilities: Array
    error: float

    def within(self, places: int) -> Array:
        """Return the probability that an application is among the first `places`."""
        within: Array = self.probabilities[:, :places].sum(axis=1)
        return within

    def interval(self, share: float) -> list[tuple[int, int]]:
        """Return the ranks between which an application is with this probability, as much left out on either side."""
        below = np.cumsum(self.probabilities, axis=1).round(9)
        tail = (1 - share) / 2
        last = self.probabilities.shape[1]
        lowest, highest = (below < tail).sum(axis=1) + 1, (below < 1 - tail).sum(axis=1) + 1
        return [(min(int(low), last), min(int(high), last)) for low, high in zip(lowest, highest, strict=True)]


@dataclass(frozen=True)
class _Case:
    """Be one state of the world: how much it counts, and the applications' independent normal variables in it."""

    weight: float
    means: Array
    noise: Array
    """Standard deviations."""


def places_of(posterior: Posterior, *, complete: bool, progress: Progress = lambda _done: None) -> Places:
    """Return how probable each rank is; `complete` where everybody scored everything."""
    if complete:
        cases = _cases_of_rule(posterior)
        return Places(_probabilities(cases, progress), 0.0)
    cases = list(_cases_of_points(posterior))
    halves = [
        _probabilities(part, lambda done, at=at: progress((at + done) / 2))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        for at, part in enumerate((cases[: len(cases) // 2], cases[len(cases) // 2 :]))
    ]
    return Places((halves[0] + halves[1]) / 2, float(np.abs(np.cumsum(halves[0] - halves[1], axis=1)).max()) / 2)


def _cases_of_rule(posterior: Posterior) -> list[_Case]:
    """Return a case for each node of the rule of a complete panel: what noise is 1 to, the means are a number of."""
    noise = np.ones_like(posterior.marks.sums)
    return [_Case(weight, sharpness * posterior.marks.means, noise) for weight, sharpness in sharpness_rule(posterior)]


def points_for(count: int) -> int:
    """Return how many quasi-random points a number of applications gets, a power of two: fewer the more each costs."""
    wanted = max(FEWEST_POINTS, min(MOST_POINTS, WORK // count))
    return 1 << (wanted.bit_length() - 1)


def _cases_of_points(posterior: Posterior) -> Iterator[_Case]:
    from scipy.stats.qmc import Sobol

    points = points_for(len(posterior.marks.counts))
    sequence = Sobol(posterior.evaluators.shape[1] + 1, scramble=False).random(points) + 1 / (2 * points)
    order = np.lexsort((posterior.ratios, posterior.variances))
    reached = np.cumsum(posterior.weights[order])
    for place in sequence:
        node = int(order[min(int(np.searchsorted(reached, place[0])), len(order) - 1)])
        root = np.linalg.cholesky(posterior.precisions[node])
        away = np.linalg.solve(root.T, ndtri(place[1:]))
        evaluators = posterior.evaluators[node] + sqrt(posterior.variances[node]) * away
        yield _Case(1 / points, posterior.expectations(node, evaluators), np.sqrt(posterior.noise(node)))


def _probabilities(cases: list[_Case], progress: Progress) -> Array:
    """Return the probability of each rank of each application over some cases, whose weights need not add up to 1."""
    count = len(cases[0].means)
    length = count | 1  # odd, so that no factor of a characteristic function is ever zero
    turns = np.exp(2j * pi * np.arange(length // 2 + 1) / length)
    transform = np.zeros((count, len(turns)), dtype=complex)
    whole = sum(case.weight for case in cases)
    for number, case in enumerate(cases):
        values, step = _values(case)
        above, density = _above(case, values, step)
        _add(transform, turns, above, density * (case.weight / whole))
        progress((number + 1) / len(cases))
    found = np.fft.irfft(transform.conj(), length)[:, :count]
    total = found.sum(axis=1, keepdims=True)
    probabilities: Array = np.maximum(found / total, 0)
    return probabilities


def _above(case: _Case, values: Array, step: float) -> tuple[Array, Array]:
    """Return the probability that each application is above each value, and that it is at it."""
    away = (case.means - values[:, None]) / case.noise
    density: Array = np.exp(-(away**2) / 2) / (sqrt(2 * pi) * case.noise) * step
    return ndtr(away), density


def _values(case: _Case) -> tuple[Array, float]:
    """Return equally spaced values so close that the trapezoidal rule is good to more digits than are printed."""
    low, high = (case.means - TAIL * case.noise).min(), (case.means + TAIL * case.noise).max()
    rough = np.linspace(low, high, 200)
    above, density = _above(case, rough, 1.0)
    # The number above changes from one value to another within this distance.
    sharpest = (np.sqrt((above * (1 - above)).sum(axis=1) + 0.25) / (density.sum(axis=1) + 1e-300)).min()
    step = min(0.6 * float(case.noise.min()), 1.1 * float(sharpest))
    size = ceil((high - low) / step) + 1
    return np.linspace(low, high, size), float(high - low) / (size - 1)


def _add(transform: NDArray[np.complex128], turns: NDArray[np.complex128], above: Array, density: Array) -> None:
    """Add what some values contribute; only slow turns have anything left where many applications are undecided."""
    undecided = (above > UNDECIDED) & (above < 1 - UNDECIDED)
    variances = (above * (1 - above)).sum(axis=1)
    start = 0
    while start < len(above):
        stop = start + max(BATCH // (int(undecided[start].sum() + 1) * _turns(variances[start], turns)), 1)
        rows, slow = slice(start, stop), _turns(variances[start:stop].min(), turns)
        open_ones = undecided[rows].any(axis=0)
        surely = (above[rows][:, ~open_ones] > UNDECIDED).sum(axis=1)
        factors = above[rows][:, open_ones, None] * (turns[:slow] - 1)
        factors += 1
        together = factors.prod(axis=1) * turns[:slow] ** surely[:, None]
        others = np.divide(together[:, None, :], factors, out=factors)
        others *= density[rows][:, open_ones, None]
        transform[open_ones, :slow] += others.sum(axis=0)
        start = stop


def _turns(undecided: float, turns: NDArray[np.complex128]) -> int:
    """Return up to which turn a characteristic function has anything left, given the variance it belongs to."""
    halves = (1 - turns.real) / 2  # the square of the sine of half the turn
    return max(int((2 * undecided * halves < EXHAUSTED).sum()), 1)
