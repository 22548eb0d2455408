"""The model behind expected ranks, and what the marks say about its two unknown spreads.

Heyard, Ott, Salanti and Egger 2022 (doi 10.1080/2330443X.2022.2086190): the mark of evaluator l for application j is
`m + θ_j + λ_jl + ε` with `θ_j ~ N(0, τ²)`, `λ_jl ~ N(ν_l, τ_a²)`, `ν_l ~ N(0, 0.5²)`, `ε ~ N(0, σ²)`, and σ, τ and τ_a
uniform from 0 to 2. λ integrates out, so that `s² = σ² + τ_a²` is the only other spread. Everything else follows in
closed form for each node of a grid of (τ, s). No sampling.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from grants.evaluation.statistics.panel import Panel

SPREAD_OF_EVALUATORS = 0.5
WIDEST = (2.0, 2 * sqrt(2))
"""How large τ and s can be."""
NODES = 40
"""Midpoints in each direction of the first grid; where the marks say much, it is laid anew over less."""
FINER = 24
"""Midpoints in each direction of a finer grid; over a normal density these give more digits than are printed."""
LEAST_NODES = 16
"""Where fewer nodes in one direction have any weight, a finer grid is laid over them."""
ROUNDS = 4
NEGLIGIBLE = 1e-10
"""Nodes that hold less of the whole are left out."""
BATCH = 2_000_000
"""Numbers that one step holds in memory."""

Array = NDArray[np.float64]
Progress = Callable[[float], None]
"""Is told which part of the work is done, from 0 to 1."""


@dataclass(frozen=True)
class Marks:
    """Hold the centred marks of a panel as the model needs them."""

    scored: Array
    """1 where an evaluator scored an application, a row for each application."""
    counts: Array
    sums: Array
    by_evaluator: Array
    squares: float

    @property
    def means(self) -> Array:
        """Return the mean mark of each application."""
        means: Array = self.sums / self.counts
        return means


@dataclass(frozen=True)
class Posterior:
    """Hold the nodes that matter: the weight of each, its s², its s²/τ², and where evaluators stand there."""

    marks: Marks
    weights: Array
    variances: Array
    ratios: Array
    evaluators: Array
    """The mean of ν, a row for each node."""
    precisions: Array
    """The precision of ν times s², for each node."""

    def expectations(self, node: int, evaluators: Array) -> Array:
        """Return where the applications stand at a node if the evaluators stand where given."""
        seen = self.marks.sums - (self.marks.scored * evaluators).sum(axis=1)
        expected: Array = seen / (self.ratios[node] + self.marks.counts)
        return expected

    def noise(self, node: int) -> Array:
        """Return the variance of each application around its expectation at a node."""
        variances: Array = self.variances[node] / (self.ratios[node] + self.marks.counts)
        return variances


def marks_of(panel: Panel) -> Marks:
    """Return the marks of a panel on the scale of the model, around their mean."""
    mean = panel.rescaled(sum(panel.values, Fraction()) / panel.sheets)
    scored = np.zeros((len(panel.applications), len(panel.evaluators)))
    values = np.zeros_like(scored)
    for row, given in enumerate(panel.points):
        for column, value in given.items():
            scored[row, column], values[row, column] = 1, panel.rescaled(value) - mean
    return Marks(
        scored=scored,
        counts=np.array(panel.counts, dtype=float),
        # From the exact sums, so that equal ones stay equal whoever gave the marks.
        sums=np.array(
            [(panel.rescaled(of_one) - mean) * n for of_one, n in zip(panel.means, panel.counts, strict=True)]
        ),
        by_evaluator=values.sum(axis=0),
        squares=float((values**2).sum()),
    )


def posterior_of(marks: Marks) -> Posterior:
    """Return the nodes of (τ, s) that matter, on a grid as fine as the marks make it necessary."""
    model = _Model(marks)
    box = [(0.0, WIDEST[0]), (0.0, WIDEST[1])]
    size = NODES
    for _round in range(ROUNDS):
        nodes = _midpoints(box, size)
        weights = _normalised(model.log_likelihood(*nodes) + _log_prior(nodes[1]))
        held = (weights > NEGLIGIBLE).reshape(size, size)
        spans = [np.flatnonzero(held.any(axis=1 - axis)) for axis in (0, 1)]
        if all(span[-1] - span[0] + 1 >= LEAST_NODES for span in spans):
            break
        box = [_around(side, span, size) for side, span in zip(box, spans, strict=True)]
        size = FINER
    kept = weights > NEGLIGIBLE
    tau, s = nodes[0][kept], nodes[1][kept]
    evaluators, precisions = model.evaluators(tau, s)
    return Posterior(marks, weights[kept] / weights[kept].sum(), s**2, (s / tau) ** 2, evaluators, precisions)


class _Model:
    """Know the marginal likelihood of the marks; what each node needs of the applications is summed up once."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._sizes = np.unique(marks.counts)
        of_size = [marks.counts == size for size in self._sizes]
        self._numbers = np.array([rows.sum() for rows in of_size], dtype=float)
        self._together = np.array([marks.scored[rows].T @ marks.scored[rows] for rows in of_size])
        self._seen = np.array([(marks.scored[rows] * marks.sums[rows, None]).sum(axis=0) for rows in of_size])
        self._squares = np.array([(marks.sums[rows] ** 2).sum() for rows in of_size])

    def evaluators(self, tau: Array, s: Array) -> tuple[Array, Array]:
        """Return the mean of ν at some nodes, and its precision times s²."""
        shares = 1 / ((s / tau) ** 2 + self._sizes[:, None])
        precisions = -np.einsum("cn,cij->nij", shares, self._together)
        diagonal = np.arange(precisions.shape[1])
        own = (s / SPREAD_OF_EVALUATORS) ** 2
        precisions[:, diagonal, diagonal] += own[:, None] + self._marks.scored.sum(axis=0)
        seen = self._marks.by_evaluator - np.einsum("cn,ci->ni", shares, self._seen)
        return np.linalg.solve(precisions, seen[:, :, None])[:, :, 0], precisions

    def log_likelihood(self, tau: Array, s: Array) -> Array:
        """Return the log of the marginal likelihood at some nodes, up to a constant."""
        step = max(BATCH // self._marks.scored.shape[1] ** 2, 1)
        parts = [self._some(tau[at : at + step], s[at : at + step]) for at in range(0, len(tau), step)]
        return np.concatenate(parts)

    def _some(self, tau: Array, s: Array) -> Array:
        count, judges = self._marks.scored.shape
        means, precisions = self.evaluators(tau, s)
        spread = (s / tau) ** 2 + self._sizes[:, None]
        left = self._squares[:, None] - np.einsum("ci,ni->cn", self._seen, means)
        explained = (left / spread).sum(axis=0) + (self._marks.by_evaluator * means).sum(axis=1)
        determinant = (self._numbers[:, None] * np.log(spread)).sum(axis=0) + np.linalg.slogdet(precisions)[1]
        free = self._marks.counts.sum() - count - judges
        remainder = np.maximum(self._marks.squares - explained, 0) / s**2
        log: Array = -0.5 * (2 * free * np.log(s) + 2 * count * np.log(tau) + determinant + remainder)
        return log


def _midpoints(box: list[tuple[float, float]], size: int) -> tuple[Array, Array]:
    sides = [low + (high - low) * (np.arange(size) + 0.5) / size for low, high in box]
    tau, s = np.meshgrid(*sides, indexing="ij")
    return tau.ravel(), s.ravel()


def _log_prior(s: Array) -> Array:
    """Return the log density of the root of the sum of two squares, each uniform from 0 to 2 before."""
    beyond = np.arccos(np.minimum(2 / s, 1.0))
    log: Array = np.log(s * (pi / 2 - 2 * beyond))
    return log


def _normalised(logs: Array) -> Array:
    weights = np.exp(logs - logs.max())
    normalised: Array = weights / weights.sum()
    return normalised


def _around(side: tuple[float, float], span: NDArray[np.intp], size: int) -> tuple[float, float]:
    """Return the part of a side of the grid that holds the weight, with one step around it."""
    low, high = side
    step = (high - low) / size
    return max(low + step * (int(span[0]) - 1), low), min(low + step * (int(span[-1]) + 2), high)
