"""What assigning a large call costs beside the flow solver alone, in a process of its own because of the memory.

10,000 applications × 3, 1,000 evaluators who take at most 33 each, 50 candidates of each application; some evaluators
suit hardly anybody, so that the largest total leaves single applications with nobody who fits.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from ortools.graph.python import min_cost_flow

from grants.evaluation.assignment.flow import largest_total
from grants.evaluation.assignment.problem import Problem
from grants.evaluation.assignment.worst_off import worst_off_first
from tests.benchmarks.measure import most_memory
from tests.benchmarks.report import Line

APPLICATIONS, PLACES, CANDIDATES, MOST = 10_000, 3, 50, 33
SCALE = 14
"""The highest affinity of themes, languages and wishes together, about."""
ROUNDS = 5


def lines(part: int = 1) -> list[Line]:
    """Return the lines of the table; with `part` for a call that many times smaller."""
    command = [sys.executable, "-m", "tests.benchmarks.assigning", str(APPLICATIONS // part)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    total, worst_off, megabytes = json.loads(done.stdout)
    return [
        Line("assigning: cost of the largest total ÷ flow solver alone", ratio=total, target=2.0, at_most=True),
        Line("assigning: cost of worst-off first ÷ flow solver alone", ratio=worst_off, target=15.0, at_most=True),
        Line("assigning: memory, MB", ratio=megabytes, target=1500.0, at_most=True),
    ]


def large_call(applications: int) -> Problem:
    """Return the problem of a large call, the same every time."""
    evaluators = applications // 10
    chance = np.random.default_rng(1)
    chosen = [
        np.sort(chance.choice(evaluators, min(CANDIDATES, evaluators), replace=False)) for _ in range(applications)
    ]
    columns = np.concatenate(chosen)
    rows = np.repeat(np.arange(applications), len(chosen[0]))
    suits = chance.random(evaluators)
    worth = chance.integers(0, SCALE, len(rows), endpoint=True) * (chance.random(len(rows)) < suits[columns])
    room = np.full(evaluators, MOST)
    return Problem(np.full(applications, PLACES), room, rows, columns, worth, np.zeros(applications, dtype=np.int64))


def solver_alone(problem: Problem) -> None:
    """Solve the same arcs with nothing around the solver."""
    rows, columns = len(problem.places), len(problem.room)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.applications,
        problem.evaluators + rows,
        np.ones(len(problem.applications), dtype=np.int64),
        -problem.affinities,
    )
    seats = np.arange(rows, rows + columns)
    solver.add_arcs_with_capacity_and_unit_cost(
        seats, np.full(columns, rows + columns), problem.room, np.zeros(columns, dtype=np.int64)
    )
    supplies = np.concatenate([problem.places, np.zeros(columns, dtype=np.int64), [-problem.places.sum()]])
    solver.set_nodes_supplies(np.arange(rows + columns + 1), supplies)
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("the flow solver found nothing")
    solver.flows(arcs)


def main() -> None:
    """Print the two ratios and the memory as JSON: the median of the rounds, each way once in every round."""
    problem = large_call(int(sys.argv[1]))
    ways: list[Callable[[Problem], object]] = [solver_alone, largest_total, worst_off_first]
    rounds = [[_seconds(way, problem) for way in ways] for _ in range(ROUNDS)]
    alone, total, worst_off = np.median(np.array(rounds), axis=0)
    print(json.dumps([total / alone, worst_off / alone, most_memory()]))


def _seconds(way: Callable[[Problem], object], problem: Problem) -> float:
    started = time.process_time()
    way(problem)
    return time.process_time() - started


if __name__ == "__main__":
    main()
