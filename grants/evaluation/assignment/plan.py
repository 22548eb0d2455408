"""Make a plan of a task: fill the places, keep what can be kept, and choose the best by the goal."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

import numpy as np

from grants.evaluation.assignment.affinity import BARRED, UNASKED, affinities_of
from grants.evaluation.assignment.candidates import most_fitting, widths
from grants.evaluation.assignment.flow import evenly_short, largest_total
from grants.evaluation.assignment.problem import Numbers, Problem, Taken
from grants.evaluation.assignment.task import Goal, Lack, Pair, Plan, Task
from grants.evaluation.assignment.worst_off import worst_off_first


def make_plan(task: Task, goal: Goal, *, keep: bool) -> Plan:
    """Return the best plan by a goal, the same for the same task to the byte.

    As many places are filled as can be. `keep` moves as few as possible of the pairs that are assigned now; without it
    only what is settled stays. Where places stay open they are spread over the applications.
    """
    view = View(task, keep=keep)
    problem = view.problem()
    filling = _filling(problem, view.kept_in(problem))
    chosen, is_proved = _best(problem.with_places(problem.filled(filling)), filling, view.kept_in(problem), goal)
    return view.told(problem, chosen, is_proved=is_proved)


def _filling(problem: Problem, kept: Taken) -> Taken:
    """Fill as many places as can be, evenly where some stay open, with as many of the kept pairs as can be."""
    taken = largest_total(problem, _preferring(problem, kept))
    if taken.sum() == problem.places.sum():
        return taken
    even = problem.with_places(problem.filled(evenly_short(problem)))
    return largest_total(even, _preferring(problem, kept))


def _best(problem: Problem, filling: Taken, kept: Taken, goal: Goal) -> tuple[Taken, bool]:
    """Return the best way to fill the places around the kept pairs of a filling, and whether that is proved."""
    if goal is Goal.TOTAL:
        return filling, True
    fixed = filling & kept
    free = ~fixed
    rest = Problem(
        problem.places - problem.filled(fixed),
        problem.room - problem.loads(fixed),
        problem.applications[free],
        problem.evaluators[free],
        problem.affinities[free],
        problem.sums(fixed),
    )
    found, is_proved = worst_off_first(rest)
    chosen = fixed.copy()
    chosen[free] = found
    return chosen, is_proved


def _preferring(problem: Problem, kept: Taken) -> Numbers:
    """Return affinities by which one kept pair outweighs all that affinity could gain."""
    if not kept.any():
        return problem.affinities
    bonus = int(problem.affinities.max()) * int(problem.places.sum()) + 1
    return problem.affinities + bonus * kept


class View:
    """See a task as rows of applications and columns of evaluators."""

    def __init__(self, task: Task, *, keep: bool) -> None:
        self._task = task
        self._rows = {wanted.id: row for row, wanted in enumerate(task.applications)}
        self._columns = {judge.id: column for column, judge in enumerate(task.judges)}
        self._worth = affinities_of(task)
        self._settled = self._cells(task.settled)
        self._kept = {cell for cell in self._cells(task.kept) if self._worth[cell] >= 0} - self._settled
        self._kept_now = self._kept if keep else set()
        self._places, self._room = self._open_places(), self._open_room()
        self._base = self._settled_worth()

    def problem(self) -> Problem:
        """Return the problem with no more candidates than are needed to fill the places that can be filled."""
        *narrow, widest = widths(*self._worth.shape)
        wanted, problems = int(self._places.sum()), map(self._problem, narrow)
        enough = (problem for problem in problems if largest_total(problem).sum() == wanted)
        return next(enough, None) or self._problem(widest)

    def kept_in(self, problem: Problem) -> Taken:
        """Tell which pairs of a problem are assigned now and stay if they can."""
        columns = len(self._columns)
        kept = np.array(sorted(row * columns + column for row, column in self._kept_now), dtype=np.int64)
        return np.isin(problem.applications * columns + problem.evaluators, kept)

    def told(self, problem: Problem, chosen: Taken, *, is_proved: bool) -> Plan:
        """Return a plan in the terms of the call."""
        applications, judges = list(self._rows), list(self._columns)
        cells = zip(problem.applications[chosen].tolist(), problem.evaluators[chosen].tolist(), strict=True)
        new = {(applications[row], judges[column]) for row, column in cells}
        before = {(applications[row], judges[column]) for row, column in self._kept}
        settled = {pair for pair in self._task.settled if pair[0] in self._rows}
        pairs = self._ordered(new | settled)
        loads = Counter(judge for _application, judge in pairs)
        sums = problem.sums(chosen).tolist()
        return Plan(
            pairs=pairs,
            added=self._ordered(new - before),
            removed=self._ordered(before - new),
            loads={judge: loads[judge] for judge in self._columns},
            affinities=dict(zip(applications, sums, strict=True)),
            lacks=self._lacks(pairs, self._places - problem.filled(chosen)),
            total=sum(sums),
            is_proved=is_proved,
        )

    def settled_loads(self) -> list[int]:
        """Return how many settled applications each evaluator has."""
        settled = Counter(column for _row, column in self._settled)
        return [settled[column] for column in range(len(self._columns))]

    def _problem(self, width: int) -> Problem:
        worth = self._worth.copy()
        for cell in self._settled:
            worth[cell] = BARRED
        cells = most_fitting(worth, width)
        if self._kept_now:
            cells = np.unique(np.concatenate([cells, np.array(sorted(self._kept_now), dtype=np.int64)]), axis=0)
        rows, columns = np.ascontiguousarray(cells[:, 0]), np.ascontiguousarray(cells[:, 1])
        return Problem(self._places, self._room, rows, columns, worth[rows, columns], self._base)

    def _cells(self, pairs: Collection[Pair]) -> set[tuple[int, int]]:
        known = (pair for pair in pairs if pair[0] in self._rows and pair[1] in self._columns)
        return {(self._rows[application], self._columns[judge]) for application, judge in known}

    def _open_places(self) -> Numbers:
        filled = Counter(application for application, _judge in self._task.settled)
        return np.array([max(one.places - filled[one.id], 0) for one in self._task.applications], dtype=np.int64)

    def _open_room(self) -> Numbers:
        """Return how many more everybody takes, and never fewer than stay with them: those an official gave by hand."""
        settled = Counter(column for _row, column in self._settled)
        kept = Counter(column for _row, column in self._kept_now)
        most = [len(self._rows) if judge.most is None else judge.most for judge in self._task.judges]
        room = [max(limit - settled[column], kept[column], 0) for column, limit in enumerate(most)]
        return np.array(room, dtype=np.int64)

    def _settled_worth(self) -> Numbers:
        base = np.zeros(len(self._rows), dtype=np.int64)
        for application, judge in self._task.settled:
            if application in self._rows:
                row, column = self._rows[application], self._columns.get(judge)
                base[row] += UNASKED if column is None else max(self._worth[row, column], 0)
        return base

    def _ordered(self, pairs: set[Pair]) -> tuple[Pair, ...]:
        return tuple(sorted(pairs, key=lambda pair: (self._rows[pair[0]], pair[1])))

    def _lacks(self, pairs: tuple[Pair, ...], missing: Numbers) -> tuple[Lack, ...]:
        have: dict[UUID, set[UUID]] = {}
        for application, judge in pairs:
            have.setdefault(application, set()).add(judge)
        return tuple(
            Lack(application, int(missing[row]), *self._reasons(row, have.get(application, set())))
            for application, row in self._rows.items()
            if missing[row]
        )

    def _reasons(self, row: int, have: set[UUID]) -> tuple[int, int]:
        others = [column for judge, column in self._columns.items() if judge not in have]
        barred = sum(self._worth[row, column] == BARRED for column in others)
        return int(barred), len(others) - int(barred)
