"""Calls too large for a proof: everybody's limit holds, and the worst-off application is raised."""

import random

import pytest

from grants.evaluation.assignment import candidates, exact
from grants.evaluation.assignment.flow import largest_total
from grants.evaluation.assignment.plan import make_plan
from grants.evaluation.assignment.problem import Problem
from grants.evaluation.assignment.task import Goal, Judge, Task, Wanted
from grants.evaluation.assignment.worst_off import bound_of, worst_off_first
from tests.unit.evaluation.assignment.tasks import APPLICATIONS, JUDGES


def a_problem(seed: int, applications: int = 60, evaluators: int = 12, spare: int = 2) -> Problem:
    """Return a problem in which some evaluators suit hardly any application."""
    chance = random.Random(seed)
    suits = [chance.random() for _ in range(evaluators)]
    pairs = [
        (row, column, chance.randint(0, 14) if chance.random() < suits[column] else 0)
        for row in range(applications)
        for column in range(evaluators)
        if chance.random() < 0.9
    ]
    return Problem.of([3] * applications, [applications * 3 // evaluators + spare] * evaluators, pairs)


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every problem for too large to be proved."""
    monkeypatch.setattr(exact, "MOST_PAIRS", 0)


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize("seed", range(8))
def test_without_a_proof_places_and_limits_hold(seed: int) -> None:
    problem = a_problem(seed)
    taken, _proved = worst_off_first(problem)
    assert (problem.filled(taken) == problem.places).all()
    assert (problem.loads(taken) <= problem.room).all()


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize("seed", range(8))
def test_without_a_proof_the_worst_off_is_never_worse_than_in_the_largest_total_nor_above_the_bound(seed: int) -> None:
    problem = a_problem(seed)
    taken, proved = worst_off_first(problem)
    whole = largest_total(problem)
    assert problem.worst(whole) <= problem.worst(taken) <= bound_of(problem)
    assert not proved or problem.total(taken) == problem.total(whole)


@pytest.mark.usefixtures("unproved")
def test_raising_finds_in_most_small_calls_what_the_proof_finds() -> None:
    problems = [a_problem(seed) for seed in range(8)]
    raised = [problem.worst(worst_off_first(problem)[0]) for problem in problems]
    proved = [exact.worst_off_first(problem) for problem in problems]
    best = [problem.worst(taken) for problem, taken in zip(problems, proved, strict=True) if taken is not None]
    assert sum(raised) >= 0.8 * sum(best)


def test_of_a_large_call_the_most_fitting_are_looked_at_and_more_when_they_are_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "MOST_PAIRS", 0)
    monkeypatch.setattr(candidates, "FEWEST", 1)
    wanted = tuple(Wanted(each, 3) for each in APPLICATIONS[:4])
    plan = make_plan(Task(wanted, tuple(Judge(each, 2) for each in JUDGES[:6])), Goal.TOTAL, keep=False)
    assert plan.lacks == ()
