"""The largest total affinity, as a flow of least cost through OR-Tools."""

import numpy as np
from ortools.graph.python import min_cost_flow

from grants.evaluation.assignment.problem import Numbers, Problem, Taken


def largest_total(problem: Problem, affinities: Numbers | None = None) -> Taken:
    """Fill as many places as can be filled, and among the ways to do it return one of the largest total affinity.

    `affinities` stand in for those of the problem. The same problem has the same answer every time.
    """
    applications, evaluators, pairs = len(problem.places), len(problem.room), len(problem.applications)
    if not pairs:
        return np.zeros(0, dtype=np.bool_)
    sink = applications + evaluators
    solver = min_cost_flow.SimpleMinCostFlow()
    worth = problem.affinities if affinities is None else affinities
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.applications, problem.evaluators + applications, np.ones(pairs, dtype=np.int64), -worth
    )
    seats = np.arange(applications, sink)
    solver.add_arcs_with_capacity_and_unit_cost(
        seats, np.full(evaluators, sink), problem.room, np.zeros(evaluators, dtype=np.int64)
    )
    through = np.zeros(evaluators, dtype=np.int64)
    supplies = np.concatenate([problem.places, through, [-problem.places.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    return _taken(solver, arcs)


def evenly_short(problem: Problem) -> Taken:
    """Fill as many places as can be filled so that what stays open is spread over the applications, then the total.

    The first place of an application weighs more than any affinity, each further one less: a convex cost.
    """
    applications, evaluators, pairs = len(problem.places), len(problem.room), len(problem.applications)
    if not pairs:
        return np.zeros(0, dtype=np.bool_)
    source, sink = applications + evaluators, applications + evaluators + 1
    whole = int(problem.places.sum())
    step = int(problem.affinities.max()) * whole + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.applications, problem.evaluators + applications, np.ones(pairs, dtype=np.int64), -problem.affinities
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(applications, source), np.full(evaluators, sink), problem.room, np.zeros(evaluators, dtype=np.int64)
    )
    places = np.repeat(np.arange(applications), problem.places)
    ranks = np.concatenate([np.arange(count) for count in problem.places])
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(whole, source), places, np.ones(whole, dtype=np.int64), ranks.astype(np.int64) * step
    )
    solver.set_node_supply(source, whole)
    solver.set_node_supply(sink, -whole)
    return _taken(solver, arcs)


def evenly_loaded(problem: Problem, before: Numbers) -> Taken:
    """Fill as many places as can be filled so that loads, with those `before`, are as even as can be, then the total.

    Each further application of an evaluator costs more than any affinity could gain: a convex cost.
    """
    applications, evaluators, pairs = len(problem.places), len(problem.room), len(problem.applications)
    if not pairs:
        return np.zeros(0, dtype=np.bool_)
    sink = applications + evaluators
    room = np.minimum(problem.room, np.bincount(problem.evaluators, minlength=evaluators))
    step = int(problem.affinities.max()) * int(problem.places.sum()) + 1
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        problem.applications, problem.evaluators + applications, np.ones(pairs, dtype=np.int64), -problem.affinities
    )
    seats = np.repeat(np.arange(evaluators), room)
    ranks = np.concatenate([np.arange(count) for count in room]).astype(np.int64) + before[seats]
    solver.add_arcs_with_capacity_and_unit_cost(
        seats + applications, np.full(len(seats), sink), np.ones(len(seats), dtype=np.int64), ranks * step
    )
    through = np.zeros(evaluators, dtype=np.int64)
    supplies = np.concatenate([problem.places, through, [-problem.places.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    return _taken(solver, arcs)


def _taken(solver: min_cost_flow.SimpleMinCostFlow, arcs: object) -> Taken:
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the flow solver answered {status}")
    return np.asarray(solver.flows(arcs)) > 0
