"""The way of a call after its deadline."""

import pytest

from grants.calls.course import Standing, Step, in_order

DONE, NOW, LATER = Standing.DONE, Standing.NOW, Standing.LATER


@pytest.mark.parametrize(
    ("done", "standings"),
    [
        ([False, False, False], [NOW, LATER, LATER]),
        ([True, False, False], [DONE, NOW, LATER]),
        ([True, False, True], [DONE, NOW, LATER]),
        ([True, True, True], [DONE, DONE, DONE]),
    ],
    ids=["nothing done", "the first done", "a later one done before an earlier", "all done"],
)
def test_one_step_at_most_is_the_one_of_now(done: list[bool], standings: list[Standing]) -> None:
    steps = [Step(title=str(place), is_done=is_done) for place, is_done in enumerate(done)]
    assert [step.standing for step in in_order(steps)] == standings
