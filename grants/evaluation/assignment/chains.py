"""Raise the worst-off applications one after the other, along chains of exchanges that make nobody else too low."""

import heapq
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from grants.evaluation.assignment.problem import Problem, Taken

MOST_EXCHANGES = 2_000_000
"""How many exchanges are looked at in all before the plan is taken as it is; counted, so that it is always the same."""


class _Step(NamedTuple):
    """Let an application give up one pair for another; `before` is the step that needs the place which this frees."""

    application: int
    given: int
    got: int
    before: "_Step | None"


class Chains:
    """Hold a plan that is changed pair by pair."""

    def __init__(self, problem: Problem, taken: Taken) -> None:
        self._problem = problem
        self._left = MOST_EXCHANGES
        self._evaluators: list[int] = problem.evaluators.tolist()
        self._worth: list[int] = problem.affinities.tolist()
        self._free: list[int] = (problem.room - problem.loads(taken)).tolist()
        self._sums: list[int] = problem.sums(taken).tolist()
        order = np.lexsort((-problem.affinities, problem.applications))
        starts = np.searchsorted(problem.applications[order], np.arange(len(problem.places) + 1)).tolist()
        best_first = order.tolist()
        self._offers = [best_first[start:end] for start, end in pairwise(starts)]
        """The pairs of each application, the best first."""
        self._held: list[dict[int, int]] = [{} for _ in problem.places]
        """By application: the pair it holds of each evaluator."""
        self._holders: list[dict[int, int]] = [{} for _ in problem.room]
        """By evaluator: the pair that each application holds of theirs."""
        for pair in np.flatnonzero(taken).tolist():
            self._hold(int(problem.applications[pair]), pair)

    def raised(self) -> Taken:
        """Raise the lowest application until the lowest of all cannot be raised any more; return the plan."""
        waiting = [(self._sums[each], each) for each in np.flatnonzero(self._problem.places).tolist()]
        heapq.heapify(waiting)
        while waiting:
            lowest = waiting[0][1]
            last = self._chain_for(lowest)
            if last is None:
                break
            self._follow(last)
            heapq.heapreplace(waiting, (self._sums[lowest], lowest))
        taken = np.zeros(len(self._worth), dtype=np.bool_)
        taken[[pair for pairs in self._held for pair in pairs.values()]] = True
        return taken

    def _chain_for(self, application: int) -> _Step | None:
        """Return the last step of a shortest chain that raises an application, or None where none is found.

        Who takes part keeps more than the application has now, or all that they have.
        """
        worst_first = sorted(self._held[application].values(), key=lambda pair: (self._worth[pair], pair))
        return next(filter(None, (self._chain_from(application, pair) for pair in worst_first)), None)

    def _chain_from(self, application: int, given: int) -> _Step | None:
        level = self._sums[application] + 1
        freed = self._evaluators[given]
        reached: set[int] = set()
        layer = list(self._exchanges(application, given, level, None, reached))
        while layer and self._left > 0:
            self._left -= len(layer)
            for step in layer:
                evaluator = self._evaluators[step.got]
                if self._free[evaluator] or evaluator == freed:
                    return step
            layer = [found for step in layer for found in self._further(step, level, reached)]
        return None

    def _further(self, step: _Step, level: int, reached: set[int]) -> Iterator[_Step]:
        """Yield how a full evaluator could be made free for a step."""
        taking_part = _applications(step)
        for other, pair in self._holders[self._evaluators[step.got]].items():
            if other not in taking_part:
                yield from self._exchanges(other, pair, min(level, self._sums[other]), step, reached)

    def _exchanges(
        self, application: int, given: int, least: int, before: _Step | None, reached: set[int]
    ) -> Iterator[_Step]:
        """Yield exchanges of a pair for one of an evaluator not reached before that leave so much, the best first."""
        held, lowest = self._held[application], least - self._sums[application] + self._worth[given]
        for pair in self._offers[application]:
            if self._worth[pair] < lowest:
                return
            evaluator = self._evaluators[pair]
            if evaluator not in reached and evaluator not in held:
                reached.add(evaluator)
                yield _Step(application, given, pair, before)

    def _follow(self, last: _Step | None) -> None:
        while last is not None:
            freed = self._evaluators[last.given]
            del self._held[last.application][freed], self._holders[freed][last.application]
            self._free[freed] += 1
            self._hold(last.application, last.got)
            self._free[self._evaluators[last.got]] -= 1
            self._sums[last.application] += self._worth[last.got] - self._worth[last.given]
            last = last.before

    def _hold(self, application: int, pair: int) -> None:
        evaluator = self._evaluators[pair]
        self._held[application][evaluator] = pair
        self._holders[evaluator][application] = pair


def _applications(step: _Step | None) -> set[int]:
    found = set()
    while step is not None:
        found.add(step.application)
        step = step.before
    return found
