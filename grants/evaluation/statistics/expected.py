"""Expected ranks: 1, and for each other application the probability that it is better. What is absent beats nobody."""

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtr

from grants.evaluation.statistics.posterior import Array, Posterior, Progress
from grants.evaluation.statistics.sharpness import sharpness_rule

BLOCK = 256
"""Applications compared with all others at a time."""


def expected_ranks(posterior: Posterior, *, complete: bool, progress: Progress = lambda _done: None) -> Array:
    """Return the expected rank of each application; `complete` where everybody scored everything."""
    if complete:
        rule, means = sharpness_rule(posterior), posterior.marks.means
        parts = [(weight, sharpness / sqrt(2) * means) for weight, sharpness in rule]
        terms = ((weight, _behind(scaled)) for weight, scaled in parts)
        return _together(terms, len(parts), len(means), progress)
    terms = ((float(posterior.weights[node]), _behind_at(posterior, node)) for node in range(len(posterior.weights)))
    return _together(terms, len(posterior.weights), len(posterior.marks.counts), progress)


def _together(terms: Iterator[tuple[float, Array]], number: int, count: int, progress: Progress) -> Array:
    ranks = np.ones(count)
    for done, (weight, behind) in enumerate(terms, start=1):
        ranks += weight * behind
        progress(done / number)
    return ranks


def _behind_at(posterior: Posterior, node: int) -> Array:
    """Return how many others each application is expected to be behind at a node of the grid."""
    own = posterior.noise(node)
    # An application has few evaluators: the sparse product takes as many steps as it has, and no threads.
    shares = posterior.marks.scored / (posterior.ratios[node] + posterior.marks.counts)[:, None]
    sparse = csr_array(shares)
    spread = posterior.variances[node] * (sparse @ np.linalg.inv(posterior.precisions[node]))
    own += (spread * shares).sum(axis=1)

    def deviation(rows: slice, others: slice) -> Array:
        common = (sparse[others] @ spread[rows].T).T
        found: Array = np.sqrt(own[rows, None] + own[None, others] - 2 * common)
        return found

    return _behind(posterior.expectations(node, posterior.evaluators[node]), deviation)


def _behind(means: Array, deviation: Callable[[slice, slice], Array] | None = None) -> Array:
    """Add up for each application how probably each other is better; each pair is looked at once.

    `deviation` gives the standard deviation of the difference between some applications and some others; 1 without it.
    """
    behind = np.zeros_like(means)
    for start in range(0, len(means), BLOCK):
        rows, others = slice(start, start + BLOCK), slice(start, None)
        apart = means[None, others] - means[rows, None]
        better = ndtr(apart if deviation is None else apart / deviation(rows, others))
        # Of the square on the diagonal every pair is there twice, of what is right of it once.
        width = len(better)
        behind[rows] += better.sum(axis=1) - better[:, :width].diagonal()
        behind[others][width:] += (1 - better[:, width:]).sum(axis=0)
    return behind
