"""The phase of a call follows from its stage, its schedule and the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from grants.calls.phase import Phase, Schedule, Stage, phase_of

ANNOUNCED = datetime(2029, 11, 1, tzinfo=UTC)
OPENS = datetime(2029, 11, 2, tzinfo=UTC)
CLOSES = datetime(2029, 12, 10, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def schedule(grace_seconds: int = 0) -> Schedule:
    return {
        "published_at": ANNOUNCED,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "grace_seconds": grace_seconds,
        "results_at": None,
    }


def phase_at(now: datetime, grace_seconds: int = 0) -> Phase:
    return phase_of(Stage.PUBLISHED, now=now, **schedule(grace_seconds))


def test_a_published_call_is_a_draft_to_others_until_it_is_announced() -> None:
    assert phase_at(ANNOUNCED - INSTANT) is Phase.DRAFT


def test_it_is_announced_at_the_moment_of_its_announcement() -> None:
    assert phase_at(ANNOUNCED) is Phase.ANNOUNCED


def test_it_opens_at_the_stated_moment_and_not_before() -> None:
    assert (phase_at(OPENS - INSTANT), phase_at(OPENS)) == (Phase.ANNOUNCED, Phase.OPEN)


def test_what_arrives_just_before_the_deadline_is_in_time() -> None:
    assert phase_at(CLOSES - INSTANT) is Phase.OPEN


def test_what_arrives_at_the_deadline_is_late() -> None:
    assert phase_at(CLOSES) is Phase.CLOSED


def test_grace_moves_the_last_moment_and_no_further() -> None:
    last = CLOSES + timedelta(seconds=60)
    assert (phase_at(last - INSTANT, 60), phase_at(last, 60)) == (Phase.OPEN, Phase.CLOSED)


def test_results_are_public_at_the_chosen_moment_and_not_an_instant_before() -> None:
    decided = schedule() | {"results_at": CLOSES}
    assert phase_of(Stage.DECIDED, now=CLOSES - INSTANT, **decided) is Phase.DECIDED
    assert phase_of(Stage.DECIDED, now=CLOSES, **decided) is Phase.RESULTS_PUBLISHED


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.PUBLISHED])
def test_the_clock_does_not_move_what_people_moved(stage: Stage) -> None:
    assert phase_of(stage, now=OPENS, **schedule()) == stage.value
