"""How long reading and scoring takes, and whether a pace suffices."""

from datetime import date, timedelta

import pytest

from grants.evaluation.pace.workload import Load, days_left, lags, per_day

DUE = date(2030, 1, 10)


def test_a_page_takes_two_minutes_and_a_criterion_two_more() -> None:
    assert Load(applications=1, characters=1800, file_pages=3).minutes(criteria=5) == (1 + 3) * 2 + 5 * 2


def test_a_page_that_was_begun_is_read() -> None:
    assert Load(applications=1, characters=1801).minutes(criteria=0) == 2 * 2


def test_nothing_takes_no_time() -> None:
    assert Load().minutes(criteria=5) == 0
    assert Load().minutes_of_some(3, criteria=5) == 0


def test_some_of_many_take_their_share() -> None:
    assert Load(applications=10, characters=18_000).minutes_of_some(5, criteria=0) == 10


@pytest.mark.parametrize(("days", "left"), [(9, 10), (1, 2), (0, 1), (-3, 1)])
def test_today_and_the_last_day_are_days_to_work_on(days: int, left: int) -> None:
    assert days_left(DUE - timedelta(days=days), DUE) == left


def test_what_is_left_is_spread_over_the_days_left() -> None:
    assert per_day(11, DUE - timedelta(days=9), DUE) == 2


def behind(left: int, *, today: int, since: int = 19, expected: int = 20) -> bool:
    """Tell whether somebody lags so many days before the due date, who began so many days before it."""
    days = [DUE - timedelta(days=each) for each in (since, today)]
    return lags(left=left, expected=expected, since=days[0], today=days[1], due=DUE)


def test_who_is_done_never_lags() -> None:
    assert not behind(0, today=-5)


def test_who_has_something_open_after_the_due_date_lags() -> None:
    assert behind(1, today=-1)


@pytest.mark.parametrize(("left", "expected"), [(15, False), (16, True)])
def test_who_needs_more_than_half_again_the_even_pace_lags(left: int, expected: bool) -> None:
    assert behind(left, today=9) is expected


def test_who_got_a_seat_late_is_measured_from_there() -> None:
    assert not behind(20, today=5, since=5)
