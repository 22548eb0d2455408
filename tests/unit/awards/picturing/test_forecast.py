"""A forecast says what earlier calls say, and nothing where they are too few."""

import pytest

from grants.awards.picturing.forecast import Earlier, Forecast, forecast

HALF, QUARTER, FIFTH = Earlier(20, 40), Earlier(10, 40), Earlier(8, 40)


def test_each_earlier_call_gives_a_number_and_the_range_holds_them_all() -> None:
    assert forecast(20, [HALF, QUARTER, FIFTH]) == Forecast(40, 80, 100, 3)


def test_the_order_of_earlier_calls_does_not_matter() -> None:
    assert forecast(20, [FIFTH, HALF, QUARTER]) == forecast(20, [HALF, QUARTER, FIFTH])


def test_it_never_ends_below_what_is_there() -> None:
    done = Earlier(40, 40)
    assert forecast(20, [done, done, done]) == Forecast(20, 20, 20, 3)


@pytest.mark.parametrize(
    ("now", "earlier"),
    [
        (9, [HALF, QUARTER, FIFTH]),
        (20, [HALF, QUARTER]),
        (20, [HALF, QUARTER, Earlier(5, 19)]),
        (20, [HALF, QUARTER, Earlier(1, 40)]),
        (20, [HALF, QUARTER, Earlier(0, 40)]),
    ],
    ids=["too few now", "two calls", "a small call", "too early in one", "nothing yet in one"],
)
def test_where_there_is_too_little_nothing_is_foretold(now: int, earlier: list[Earlier]) -> None:
    assert forecast(now, earlier) is None


@pytest.mark.parametrize(("calls", "chances"), [(3, 5), (4, 6), (9, 8)])
def test_it_says_how_often_such_a_range_holds(calls: int, chances: int) -> None:
    made = forecast(20, [HALF] * calls)
    assert made is not None
    assert made.chances_in_ten == chances


def test_only_so_many_calls_are_looked_at() -> None:
    made = forecast(20, [HALF] * 12)
    assert made is not None
    assert made.calls == 9
