"""Small tasks for tests, and what a general solver makes of them."""

import random
from itertools import combinations, product
from typing import TypeAlias
from uuid import UUID

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from grants.evaluation.assignment.affinity import affinities_of
from grants.evaluation.assignment.task import Judge, Task, Wanted, Wish

Worth: TypeAlias = NDArray[np.float64]
THEMES = "abc"
APPLICATIONS = tuple(UUID(int=number) for number in range(1, 7))
JUDGES = tuple(UUID(int=number) for number in range(101, 107))


@st.composite
def tasks(draw: st.DrawFn, *, most_places: int = 3, with_past: bool = False) -> Task:
    """Return a task of a few applications and judges with anything in it; some cannot be filled."""
    applications = APPLICATIONS[: draw(st.integers(0, 5))]
    judges = JUDGES[: draw(st.integers(0, 5))]
    seed = draw(st.integers(0, 2**32))
    chance = random.Random(seed)
    cells = list(product(applications, judges))
    barred = {cell for cell in cells if chance.random() < 0.15}
    past = [cell for cell in cells if cell not in barred and chance.random() < 0.3] if with_past else []
    places = draw(st.integers(0, most_places))
    return Task(
        tuple(Wanted(each, places, _some(chance, THEMES), chance.choice(["lv", "en", ""])) for each in applications),
        tuple(
            Judge(
                each,
                chance.choice([None, 1, 2, 3, 5]),
                _some(chance, THEMES),
                _some(chance, ("lv", "en")),
                {one: chance.choice(list(Wish)) for one in applications if chance.random() < 0.5},
            )
            for each in judges
        ),
        barred=frozenset(barred),
        settled=frozenset(cell for cell in past if chance.random() < 0.3),
        kept=frozenset(past),
    )


def most_filled(task: Task) -> int:
    """Return how many places can be filled at most, by a general solver."""
    return _program(task, np.ones(_shape(task)))


def most_kept(task: Task) -> int:
    """Return how many of the pairs assigned now a filling with the most places can keep, by a general solver."""
    rows, columns = ([each.id for each in side] for side in (task.applications, task.judges))
    kept = np.array([[(row, column) in task.kept for column in columns] for row in rows], dtype=float)
    return _program(task, kept.reshape(_shape(task)), exactly=most_filled(task))


def best_total(task: Task) -> int:
    """Return the largest total affinity of a filling with the most places, by a general solver."""
    filled = most_filled(task)
    return _program(task, np.maximum(affinities_of(task), 0).astype(float), exactly=filled)


def best_worst(task: Task) -> tuple[int, int]:
    """Return the best sum of the worst-off application and then the best total, by trying everything.

    Every place can be filled.
    """
    worth = affinities_of(task)
    columns = range(len(task.judges))
    limits = [len(task.applications) if judge.most is None else judge.most for judge in task.judges]
    choices = [
        [chosen for chosen in combinations(columns, wanted.places) if all(worth[row, column] >= 0 for column in chosen)]
        for row, wanted in enumerate(task.applications)
    ]
    found = []
    for bundle in product(*choices):
        loads = [sum(column in chosen for chosen in bundle) for column in columns]
        if all(load <= limit for load, limit in zip(loads, limits, strict=True)):
            sums = [int(sum(worth[row, column] for column in chosen)) for row, chosen in enumerate(bundle)]
            found.append((min(sums, default=0), sum(sums)))
    return max(found)


def by_rows_and_columns(task: Task) -> int:
    """Return the best total of a task of one place each, by `linear_sum_assignment` of places and pieces of room."""
    worth = affinities_of(task)
    limits = [len(task.applications) if judge.most is None else judge.most for judge in task.judges]
    columns = [column for column, limit in enumerate(limits) for _piece in range(limit)]
    able = worth[:, columns]
    far = -10_000
    rows, chosen = linear_sum_assignment(np.where(able < 0, far, able), maximize=True)
    return int(sum(able[row, column] for row, column in zip(rows, chosen, strict=True) if able[row, column] >= 0))


def _program(task: Task, worth: Worth, exactly: int | None = None) -> int:
    rows, columns = _shape(task)
    if not rows or not columns:
        return 0
    able = (affinities_of(task) >= 0).astype(float).ravel()
    by_row = np.kron(np.eye(rows), np.ones(columns))
    by_column = np.kron(np.ones(rows), np.eye(columns))
    limits = [rows if judge.most is None else judge.most for judge in task.judges]
    constraints = [
        LinearConstraint(by_row, 0, [wanted.places for wanted in task.applications]),
        LinearConstraint(by_column, 0, limits),
    ]
    if exactly is not None:
        constraints.append(LinearConstraint(np.ones((1, rows * columns)), exactly, exactly))
    solved = milp(-worth.ravel(), integrality=np.ones(rows * columns), bounds=Bounds(0, able), constraints=constraints)
    best: float = -solved.fun
    return round(best)


def _shape(task: Task) -> tuple[int, int]:
    return len(task.applications), len(task.judges)


def _some(chance: random.Random, words: "str | tuple[str, ...]") -> frozenset[str]:
    return frozenset(word for word in words if chance.random() < 0.5)
