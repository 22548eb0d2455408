"""Who has not said how many they take has an equal share."""

from hypothesis import given, settings

from grants.evaluation.assignment.plan import make_plan
from grants.evaluation.assignment.shares import with_equal_shares
from grants.evaluation.assignment.task import Goal, Judge, Task, Wanted
from tests.unit.evaluation.assignment.tasks import APPLICATIONS, JUDGES, most_filled, tasks


def a_task(places: int, *limits: int | None) -> Task:
    wanted = tuple(Wanted(each, places) for each in APPLICATIONS)
    return Task(wanted, tuple(Judge(each, most) for each, most in zip(JUDGES, limits, strict=False)))


def loads(task: Task) -> list[int]:
    return sorted(make_plan(with_equal_shares(task), Goal.TOTAL, keep=False).loads.values())


def test_without_any_limit_everybody_gets_as_many() -> None:
    assert loads(a_task(1, None, None, None)) == [2, 2, 2]


def test_who_takes_less_leaves_more_to_the_others() -> None:
    assert loads(a_task(1, 0, 1, None, None)) == [0, 1, 2, 3]


def test_a_limit_that_was_said_is_not_changed() -> None:
    assert [judge.most for judge in with_equal_shares(a_task(1, 5, None)).judges] == [5, 3]


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_as_many_places_are_filled_as_without_shares(task: Task) -> None:
    assert len(make_plan(with_equal_shares(task), Goal.TOTAL, keep=False).pairs) == most_filled(task)


def test_nobody_gets_two_while_somebody_who_could_has_none() -> None:
    wanted = tuple(Wanted(each, 2) for each in APPLICATIONS[:3])
    assert loads(Task(wanted, tuple(Judge(each) for each in JUDGES[:5]))) == [1, 1, 1, 1, 2]
