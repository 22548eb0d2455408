"""Where everybody scored everything: the one number on which all ranks depend, and its distribution in a few nodes.

Evaluators then move everybody alike, and what an application really is worth lies around its mean with the same noise
for all. Ranks depend only on how many times that noise a difference of means is: the sharpness. Over the grid of the
posterior it has some distribution; a Gauss rule with as many moments takes its place (Golub and Welsch 1969).
"""

from math import sqrt

import numpy as np

from grants.evaluation.statistics.posterior import Array, Posterior

NODES = 8
NOWHERE = 1e-9
"""A spread below this part of the whole is none."""
REACHED = 1e-7
"""A length below which there are no more values than nodes."""


def sharpness_rule(posterior: Posterior) -> list[tuple[float, float]]:
    """Return weights and sharpness in a complete panel."""
    count = posterior.marks.counts[0]
    nodes, weights = gauss_rule(
        count / np.sqrt(posterior.variances * (posterior.ratios + count)), posterior.weights, NODES
    )
    return [(float(weight), float(node)) for weight, node in zip(weights, nodes, strict=True)]


def gauss_rule(values: Array, weights: Array, size: int) -> tuple[Array, Array]:
    """Return nodes and weights with the first 2 · size moments of a distribution over values; fewer if it has fewer."""
    center = float((weights * values).sum())
    scale = sqrt(float((weights * (values - center) ** 2).sum()))
    if scale <= NOWHERE * abs(center):
        return np.array([center]), np.ones(1)
    x = (values - center) / scale
    basis, diagonal, beside = [np.sqrt(weights)], [], []
    while True:
        step = x * basis[-1]
        diagonal.append(float((step * basis[-1]).sum()))
        for one in (*basis, *basis):  # twice, so that rounding leaves nothing of the others in it
            step = step - (step * one).sum() * one
        length = sqrt(float((step**2).sum()))
        if len(diagonal) == size or length < REACHED:
            break
        beside.append(length)
        basis.append(step / length)
    nodes, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    return center + scale * nodes, vectors[0] ** 2
