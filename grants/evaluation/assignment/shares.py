"""An equal share for everybody who has not said how many applications they take at most."""

from dataclasses import replace

import numpy as np

from grants.evaluation.assignment.flow import evenly_loaded
from grants.evaluation.assignment.plan import View
from grants.evaluation.assignment.task import Task


def with_equal_shares(task: Task) -> Task:
    """Return the task in which all without a limit take at most an equal share.

    The shares fill as many places as can be filled, differ no more than conflicts and the limits of others make them,
    and what is left over goes to whom it fits best.
    """
    if all(judge.most is not None for judge in task.judges):
        return task
    view = View(task, keep=False)
    problem = view.problem()
    settled = np.array(view.settled_loads(), dtype=np.int64)
    shares = (settled + problem.loads(evenly_loaded(problem, settled))).tolist()
    judges = (
        replace(judge, most=share) if judge.most is None else judge
        for judge, share in zip(task.judges, shares, strict=True)
    )
    return replace(task, judges=tuple(judges))
