"""Worst-off first: the smallest affinity of an application as large as possible, then the total.

After PeerReview4All (Stelmakh et al. 2019) and FairFlow (Kobren et al. 2019). With more than one place per application
the problem is NP-hard, so what is small is proved as a whole-number program; what is large is improved from the
largest total along augmenting chains of exchanges until the worst-off application cannot be raised any more.
"""

import numpy as np

from grants.evaluation.assignment import exact
from grants.evaluation.assignment.chains import Chains
from grants.evaluation.assignment.flow import largest_total
from grants.evaluation.assignment.problem import Problem, Taken

ROUNDS = 4
"""How often the total is looked for anew around the applications that had to be raised."""


def worst_off_first(problem: Problem) -> tuple[Taken, bool]:
    """Return the pairs taken, and whether nothing can be better for the worst-off application and then the total.

    Every place of the problem can be filled.
    """
    whole = largest_total(problem)
    if problem.worst(whole) >= bound_of(problem):
        return whole, True  # the largest total of all, and nobody can be raised
    if len(problem.applications) <= exact.MOST_PAIRS:
        proved = exact.worst_off_first(problem)
        if proved is not None:
            return proved, True
    raised = Chains(problem, whole).raised()
    return _with_more_in_total(problem, whole, raised), False


def bound_of(problem: Problem) -> int:
    """Return what the worst-off application cannot exceed: as if each had the evaluators best for it to itself."""
    order = np.lexsort((-problem.affinities, problem.applications))
    applications = problem.applications[order]
    first = np.searchsorted(applications, np.arange(len(problem.places)))
    rank = np.arange(len(order)) - first[applications]
    best = order[rank < problem.places[applications]]
    chosen = np.zeros(len(order), dtype=np.bool_)
    chosen[best] = True
    return problem.worst(chosen)


def _with_more_in_total(problem: Problem, whole: Taken, raised: Taken) -> Taken:
    """Return a plan as good for the worst-off as `raised`, of a larger total where one is found.

    The applications that the largest total leaves too low keep what `raised` gave them; the rest is solved anew.
    """
    worst = problem.worst(raised)
    low = (problem.sums(whole) < worst) & (problem.places > 0)
    for _round in range(ROUNDS):
        held = raised & low[problem.applications]
        rest = Problem(
            np.where(low, 0, problem.places),
            problem.room - problem.loads(held),
            problem.applications,
            problem.evaluators,
            problem.affinities,
            problem.settled,
        )
        found = held | largest_total(rest)
        lower = (problem.sums(found) < worst) & (problem.places > 0)
        if not lower.any():
            return found if problem.total(found) > problem.total(raised) else raised
        low |= lower
    return raised
