"""The dates of a letter, on days looked up in the calendar."""

from datetime import date, timedelta

import pytest

from grants.awards.terms import (
    MONTHS_WHERE_NOTHING_IS_SAID,
    after_months,
    contest_until,
    terms_of,
)
from grants.workdays import is_working_day, notified_on


def test_a_letter_counts_as_notified_on_the_second_working_day() -> None:
    assert notified_on(date(2026, 11, 9)) == date(2026, 11, 11)


def test_a_letter_sent_on_a_friday_counts_as_notified_on_tuesday() -> None:
    assert notified_on(date(2026, 11, 13)) == date(2026, 11, 17)


def test_the_national_holiday_is_no_working_day() -> None:
    assert notified_on(date(2026, 11, 16)) == date(2026, 11, 19)


def test_a_letter_sent_on_a_saturday_counts_from_the_week_after() -> None:
    assert notified_on(date(2026, 11, 14)) == date(2026, 11, 17)


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 4, 6), date(2030, 4, 19), date(2030, 4, 22)])
def test_good_friday_and_easter_monday_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_a_letter_before_easter_counts_as_notified_after_it() -> None:
    assert notified_on(date(2026, 4, 1)) == date(2026, 4, 7)


def test_a_holiday_on_a_sunday_frees_the_monday_after_it() -> None:
    assert not is_working_day(date(2029, 11, 19))


def test_a_day_given_off_for_a_saturday_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 1, 2))


def test_christmas_and_new_year_are_passed_over() -> None:
    assert notified_on(date(2029, 12, 21)) == date(2029, 12, 28)


def test_a_month_ends_on_the_same_day_of_the_next_month() -> None:
    assert after_months(date(2026, 11, 17), 1) == date(2026, 12, 17)


def test_a_month_from_a_day_the_next_month_lacks_ends_on_its_last_day() -> None:
    assert after_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_a_month_into_february_of_a_leap_year_ends_on_the_29th() -> None:
    assert after_months(date(2028, 1, 31), 1) == date(2028, 2, 29)


def test_twelve_months_are_a_year() -> None:
    assert after_months(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_a_decision_can_be_contested_for_a_month_from_its_notification() -> None:
    assert contest_until(date(2026, 11, 13), 1) == date(2026, 12, 17)


def test_a_term_that_would_end_on_a_sunday_ends_on_monday() -> None:
    assert contest_until(date(2026, 10, 27), 1) == date(2026, 11, 30)


def test_a_term_that_would_end_at_christmas_ends_after_it() -> None:
    assert contest_until(date(2026, 11, 20), 1) == date(2026, 12, 28)


def test_a_term_that_would_end_on_easter_monday_ends_on_tuesday() -> None:
    assert contest_until(date(2026, 3, 4), 1) == date(2026, 4, 7)


def test_where_nothing_is_said_the_term_is_a_year() -> None:
    assert terms_of(date(2026, 11, 13), MONTHS_WHERE_NOTHING_IS_SAID).contest_until == date(2027, 11, 17)


def test_every_term_of_three_years_ends_on_a_working_day_after_a_whole_month() -> None:
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(3 * 365)]
    terms = [terms_of(day, 1) for day in days]
    assert all(is_working_day(one.notified_on) and is_working_day(one.contest_until) for one in terms)
    assert all(one.sent_on < one.notified_on < after_months(one.notified_on, 1) <= one.contest_until for one in terms)
