"""What holds of every plan: limits, conflicts, the optimum of a general solver, what is kept, and the same bytes."""

import dataclasses
import random
import subprocess
import sys
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grants.evaluation.assignment.plan import make_plan
from grants.evaluation.assignment.task import Goal, Judge, Plan, Task, Wanted, Wish
from tests.unit.evaluation.assignment.tasks import (
    APPLICATIONS,
    JUDGES,
    best_total,
    best_worst,
    by_rows_and_columns,
    most_filled,
    most_kept,
    tasks,
)

GOALS = st.sampled_from(list(Goal))
FEW = settings(max_examples=60, deadline=None)


def a_task(applications: int, judges: int, places: int, most: int | None = None, **more: object) -> Task:
    wanted = tuple(Wanted(each, places) for each in APPLICATIONS[:applications])
    return Task(wanted, tuple(Judge(each, most) for each in JUDGES[:judges]), **more)  # type: ignore[arg-type]  # by name


def have(plan: Plan) -> Counter[UUID]:
    return Counter(application for application, _judge in plan.pairs)


@FEW
@given(tasks(with_past=True), GOALS, st.booleans())
def test_nobody_is_given_what_they_do_not_judge(task: Task, goal: Goal, keep: bool) -> None:
    plan = make_plan(task, goal, keep=keep)
    assert not set(plan.added) & set(task.barred)
    assert len(set(plan.pairs)) == len(plan.pairs)


@FEW
@given(tasks(), GOALS)
def test_nobody_is_given_more_than_they_take(task: Task, goal: Goal) -> None:
    plan = make_plan(task, goal, keep=False)
    assert all(judge.most is None or plan.loads[judge.id] <= judge.most for judge in task.judges)


@FEW
@given(tasks(), GOALS)
def test_no_application_gets_more_than_its_places_and_what_is_open_is_said(task: Task, goal: Goal) -> None:
    plan = make_plan(task, goal, keep=False)
    lacks = {lack.application: lack.missing for lack in plan.lacks}
    assert {each.id: have(plan)[each.id] + lacks.get(each.id, 0) for each in task.applications} == {
        each.id: each.places for each in task.applications
    }


@FEW
@given(tasks(), GOALS)
def test_as_many_places_are_filled_as_a_general_solver_fills(task: Task, goal: Goal) -> None:
    assert len(make_plan(task, goal, keep=False).pairs) == most_filled(task)


@FEW
@given(tasks())
def test_who_could_fill_an_open_place_takes_no_more(task: Task) -> None:
    plan = make_plan(task, Goal.TOTAL, keep=False)
    for lack in plan.lacks:
        able = [
            judge
            for judge in task.judges
            if (lack.application, judge.id) not in task.barred and (lack.application, judge.id) not in plan.pairs
        ]
        assert len(able) == lack.full
        assert all(plan.loads[judge.id] == judge.most for judge in able)


@FEW
@given(tasks())
def test_the_largest_total_is_that_of_a_general_solver(task: Task) -> None:
    assume(most_filled(task) == sum(each.places for each in task.applications))
    assert make_plan(task, Goal.TOTAL, keep=False).total == best_total(task)


@FEW
@given(tasks(most_places=1))
def test_with_one_place_each_the_largest_total_is_that_of_rows_and_columns(task: Task) -> None:
    assume(most_filled(task) == sum(each.places for each in task.applications) > 0)
    assert make_plan(task, Goal.TOTAL, keep=False).total == by_rows_and_columns(task)


@FEW
@given(tasks())
def test_the_worst_off_application_has_the_best_of_all_fillings_and_then_the_total_is_the_largest(task: Task) -> None:
    assume(most_filled(task) == sum(each.places for each in task.applications))
    plan = make_plan(task, Goal.WORST_OFF, keep=False)
    assert plan.is_proved
    assert (plan.worst or 0, plan.total) == best_worst(task)


@FEW
@given(tasks(with_past=True), GOALS, st.booleans())
def test_a_sheet_that_is_begun_is_never_taken_away(task: Task, goal: Goal, keep: bool) -> None:
    plan = make_plan(task, goal, keep=keep)
    assert set(task.settled) <= set(plan.pairs)
    assert not set(task.settled) & {*plan.added, *plan.removed}


@FEW
@given(tasks(), GOALS)
def test_a_plan_made_anew_from_itself_moves_nothing(task: Task, goal: Goal) -> None:
    plan = make_plan(task, goal, keep=False)
    again = make_plan(dataclasses.replace(task, kept=frozenset(plan.pairs)), goal, keep=True)
    assert (again.pairs, again.added, again.removed) == (plan.pairs, (), ())


@FEW
@given(tasks(), GOALS, st.data())
def test_when_somebody_drops_out_no_plan_that_fills_as_much_keeps_more(
    task: Task, goal: Goal, data: st.DataObject
) -> None:
    assume(task.judges)
    plan = make_plan(task, goal, keep=False)
    gone = data.draw(st.sampled_from([judge.id for judge in task.judges]))
    judges = tuple(judge for judge in task.judges if judge.id != gone)
    kept = frozenset(pair for pair in plan.pairs if pair[1] != gone)
    left = dataclasses.replace(task, judges=judges, kept=kept)
    assume(most_filled(left) == sum(each.places for each in task.applications))
    after = make_plan(left, goal, keep=True)
    assert len(kept & set(after.pairs)) == most_kept(left)


@FEW
@given(tasks(with_past=True), GOALS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_in_which_sets_are_given_changes_nothing(
    task: Task, goal: Goal, keep: bool, chance: random.Random
) -> None:
    lists = {name: list(getattr(task, name)) for name in ("barred", "settled", "kept")}
    for each in lists.values():
        chance.shuffle(each)
    mixed = dataclasses.replace(task, **lists)  # type: ignore[arg-type]  # by name
    assert make_plan(mixed, goal, keep=keep).digest == make_plan(task, goal, keep=keep).digest


def test_dropping_out_moves_only_what_was_theirs() -> None:
    task = a_task(4, 4, 2, most=3)
    plan = make_plan(task, Goal.WORST_OFF, keep=False)
    gone = JUDGES[0]
    left = dataclasses.replace(
        task, judges=task.judges[1:], kept=frozenset(pair for pair in plan.pairs if pair[1] != gone)
    )
    after = make_plan(left, Goal.WORST_OFF, keep=True)
    assert len(after.added) == plan.loads[gone]
    assert after.removed == ()


def test_what_stays_open_is_spread_over_the_applications() -> None:
    plan = make_plan(a_task(4, 4, 2, most=1), Goal.WORST_OFF, keep=False)
    assert sorted(have(plan).values()) == [1, 1, 1, 1]


def test_nobody_to_judge_leaves_every_place_open() -> None:
    plan = make_plan(a_task(2, 0, 3), Goal.WORST_OFF, keep=False)
    assert [(lack.missing, lack.barred, lack.full) for lack in plan.lacks] == [(3, 0, 0), (3, 0, 0)]


def test_it_is_said_how_many_stand_aside_and_how_many_are_full() -> None:
    barred = frozenset({(APPLICATIONS[0], JUDGES[0]), (APPLICATIONS[0], JUDGES[1])})
    plan = make_plan(a_task(1, 3, 2, most=0, barred=barred), Goal.TOTAL, keep=False)
    assert [(lack.missing, lack.barred, lack.full) for lack in plan.lacks] == [(2, 2, 1)]


def test_what_an_official_gave_by_hand_beyond_a_limit_stays_when_places_are_filled() -> None:
    by_hand = frozenset({(each, JUDGES[0]) for each in APPLICATIONS[:2]})
    plan = make_plan(a_task(2, 2, 1, most=1, kept=by_hand), Goal.TOTAL, keep=True)
    assert set(plan.pairs) == by_hand
    assert not plan.added


@pytest.mark.parametrize(
    ("judge", "worth"),
    [
        (Judge(JUDGES[0]), 2),
        (Judge(JUDGES[0], themes=frozenset("ab")), 5),
        (Judge(JUDGES[0], languages=frozenset({"lv"})), 5),
        (Judge(JUDGES[0], wishes={APPLICATIONS[0]: Wish.WANT}), 6),
        (Judge(JUDGES[0], wishes={APPLICATIONS[0]: Wish.CAN}), 4),
        (Judge(JUDGES[0], wishes={APPLICATIONS[0]: Wish.RATHER_NOT}), 0),
        (Judge(JUDGES[0], None, frozenset("a"), frozenset({"lv"}), {APPLICATIONS[0]: Wish.WANT}), 12),
    ],
)
def test_themes_languages_and_wishes_make_the_affinity(judge: Judge, worth: int) -> None:
    task = Task((Wanted(APPLICATIONS[0], 1, frozenset("ab"), "lv"),), (judge,))
    assert make_plan(task, Goal.TOTAL, keep=False).total == worth


@pytest.mark.parametrize("start", ["wsgi", "grants.evaluation.services"])
def test_no_web_worker_loads_a_solver_when_it_starts(start: str) -> None:
    code = f"import sys, {start}; print([name for name in ('ortools', 'scipy', 'numpy') if name in sys.modules])"
    environment = {"DEVELOPMENT": "1", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"
