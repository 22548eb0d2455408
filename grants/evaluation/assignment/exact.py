"""Worst-off first, exactly: as whole-number programs, for problems small enough to be proved."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from grants.evaluation.assignment.problem import Numbers, Problem, Taken

MOST_PAIRS = 3_000
"""How many pairs are still proved; above, `worst_off` improves step by step and the bound says how near it is."""
MOST_NODES = 20_000
"""How far the search for a proof goes; counted, not timed, so that the answer is the same everywhere."""


def worst_off_first(problem: Problem) -> Taken | None:
    """Return the best for the worst-off application and then for the total; None if a proof would take too long.

    Every place of the problem can be filled.
    """
    pairs = len(problem.applications)
    open_ones = np.flatnonzero(problem.places > 0)
    if not pairs or not len(open_ones):
        return np.zeros(pairs, dtype=np.bool_)
    degrees, sums = _matrices(problem, open_ones)
    low = np.concatenate([problem.places, np.zeros(len(problem.room), dtype=np.int64)])
    high = np.concatenate([problem.places, problem.room])
    column = csr_array(-np.ones((len(open_ones), 1)))
    raised = milp(
        c=np.concatenate([np.zeros(pairs), [-1.0]]),
        integrality=np.ones(pairs + 1),
        bounds=Bounds(np.zeros(pairs + 1), np.concatenate([np.ones(pairs), [np.inf]])),
        constraints=[
            LinearConstraint(hstack([degrees, csr_array((degrees.shape[0], 1))]), low, high),
            LinearConstraint(hstack([sums, column]), -problem.settled[open_ones], np.inf),
        ],
        options={"node_limit": MOST_NODES, "mip_rel_gap": 0},
    )
    if raised.status != 0:
        return None
    best = milp(
        c=-problem.affinities.astype(float),
        integrality=np.ones(pairs),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(degrees, low, high),
            LinearConstraint(sums, round(raised.x[-1]) - problem.settled[open_ones], np.inf),
        ],
        options={"node_limit": MOST_NODES, "mip_rel_gap": 0},
    )
    return np.rint(best.x) == 1 if best.status == 0 else None


def _matrices(problem: Problem, open_ones: Numbers) -> tuple[csr_array, csr_array]:
    """Return which pairs fill whose places and room, and what they are worth to each open application."""
    pairs = np.arange(len(problem.applications))
    ones, shape = np.ones(len(pairs)), len(problem.places)
    filled = csr_array((ones, (problem.applications, pairs)), shape=(shape, len(pairs)))
    taken = csr_array((ones, (problem.evaluators, pairs)), shape=(len(problem.room), len(pairs)))
    worth = csr_array((problem.affinities.astype(float), (problem.applications, pairs)), shape=(shape, len(pairs)))
    return csr_array(vstack([filled, taken])), csr_array(worth[open_ones])
