"""The terms of law, on days looked up in the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from grants.awards.terms import (
    MONTHS_WHERE_NOTHING_IS_SAID,
    Channel,
    after_months,
    contest_until,
    last_day_to_decide,
    latest_extension,
    local_day,
    notified_on,
    terms_of,
)
from grants.workdays import is_working_day

EMAIL, E_ADDRESS, POST, ON_THE_SPOT = Channel.EMAIL, Channel.E_ADDRESS, Channel.POST, Channel.ON_THE_SPOT


def test_a_letter_counts_as_notified_on_the_second_working_day() -> None:
    assert notified_on(EMAIL, date(2026, 11, 9)) == date(2026, 11, 11)


def test_a_letter_sent_on_a_friday_counts_as_notified_on_tuesday() -> None:
    assert notified_on(EMAIL, date(2026, 11, 13)) == date(2026, 11, 17)


def test_the_national_holiday_is_no_working_day() -> None:
    assert notified_on(EMAIL, date(2026, 11, 16)) == date(2026, 11, 19)


def test_a_letter_sent_on_a_saturday_counts_from_the_week_after() -> None:
    assert notified_on(EMAIL, date(2026, 11, 14)) == date(2026, 11, 17)


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 4, 6), date(2030, 4, 19), date(2030, 4, 22)])
def test_good_friday_and_easter_monday_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_a_letter_before_easter_counts_as_notified_after_it() -> None:
    assert notified_on(EMAIL, date(2026, 4, 1)) == date(2026, 4, 7)


def test_a_holiday_on_a_sunday_frees_the_monday_after_it() -> None:
    assert not is_working_day(date(2029, 11, 19))


def test_a_day_given_off_for_a_saturday_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 1, 2))


def test_christmas_and_new_year_are_passed_over() -> None:
    assert notified_on(EMAIL, date(2029, 12, 21)) == date(2029, 12, 28)


def test_a_month_ends_on_the_same_day_of_the_next_month() -> None:
    assert after_months(date(2026, 11, 17), 1) == date(2026, 12, 17)


def test_a_month_from_a_day_the_next_month_lacks_ends_on_its_last_day() -> None:
    assert after_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


def test_a_month_into_february_of_a_leap_year_ends_on_the_29th() -> None:
    assert after_months(date(2028, 1, 31), 1) == date(2028, 2, 29)


def test_twelve_months_are_a_year() -> None:
    assert after_months(date(2026, 12, 31), 12) == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("channel", "sent", "notified"),
    [
        (E_ADDRESS, date(2026, 11, 9), date(2026, 11, 11)),
        (E_ADDRESS, date(2026, 11, 16), date(2026, 11, 19)),  # the 18th is the day of the Republic
        (E_ADDRESS, date(2027, 6, 22), date(2027, 6, 28)),  # the 23rd and 24th are Midsummer, then a weekend
        (EMAIL, date(2026, 12, 22), date(2026, 12, 28)),  # the 24th to 26th are Christmas
        (POST, date(2026, 11, 9), date(2026, 11, 16)),
        (POST, date(2026, 11, 11), date(2026, 11, 18)),  # a holiday does not move it
        (POST, date(2026, 12, 30), date(2027, 1, 6)),
        (ON_THE_SPOT, date(2026, 11, 9), date(2026, 11, 9)),
        (ON_THE_SPOT, date(2026, 11, 14), date(2026, 11, 14)),
    ],
)
def test_each_way_to_send_a_letter_has_its_day_of_notification(channel: Channel, sent: date, notified: date) -> None:
    assert notified_on(channel, sent) == notified


@pytest.mark.parametrize(
    ("notified", "months", "last"),
    [
        (date(2026, 11, 17), 1, date(2026, 12, 17)),
        (date(2026, 10, 29), 1, date(2026, 11, 30)),  # the 29th of November is a Sunday
        (date(2026, 11, 24), 1, date(2026, 12, 28)),  # Christmas, then a weekend
        (date(2026, 3, 6), 1, date(2026, 4, 7)),  # Easter Monday
        (date(2027, 1, 31), 1, date(2027, 3, 1)),  # the 28th of February is a Sunday
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 5, 23), 1, date(2027, 6, 25)),  # Midsummer
        (date(2025, 12, 2), 1, date(2026, 1, 5)),  # the 2nd of January was given off for a Saturday
        (date(2026, 11, 17), 12, date(2027, 11, 17)),
    ],
)
def test_a_term_to_contest_ends_on_a_working_day(notified: date, months: int, last: date) -> None:
    assert contest_until(notified, months) == last


@pytest.mark.parametrize(
    ("received", "last", "latest"),
    [
        (date(2026, 10, 9), date(2026, 11, 9), date(2027, 2, 9)),
        (date(2027, 1, 31), date(2027, 3, 1), date(2027, 5, 31)),
        (date(2026, 10, 31), date(2026, 11, 30), date(2027, 3, 1)),  # four months on, the 28th is a Sunday
        (date(2027, 5, 24), date(2027, 6, 25), date(2027, 9, 24)),
        (date(2026, 11, 25), date(2026, 12, 28), date(2027, 3, 25)),
        (date(2027, 2, 23), date(2027, 3, 23), date(2027, 6, 25)),
    ],
)
def test_a_month_is_there_to_decide_and_four_with_a_notice(received: date, last: date, latest: date) -> None:
    assert (last_day_to_decide(received), latest_extension(received)) == (last, latest)


def test_an_extended_term_to_decide_ends_on_the_day_its_notice_names() -> None:
    assert last_day_to_decide(date(2026, 10, 9), date(2026, 12, 15)) == date(2026, 12, 15)


def test_what_arrives_after_midnight_in_riga_arrives_on_the_new_day() -> None:
    assert local_day(datetime(2026, 10, 31, 22, 30, tzinfo=UTC), "Europe/Riga") == date(2026, 11, 1)


def test_where_nothing_is_said_the_term_is_a_year() -> None:
    assert terms_of(date(2026, 11, 13), MONTHS_WHERE_NOTHING_IS_SAID).contest_until == date(2027, 11, 17)


def test_every_term_of_three_years_ends_on_a_working_day_after_a_whole_month() -> None:
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(3 * 365)]
    terms = [terms_of(day, 1) for day in days]
    assert all(is_working_day(one.notified_on) and is_working_day(one.contest_until) for one in terms)
    assert all(one.sent_on < one.notified_on < after_months(one.notified_on, 1) <= one.contest_until for one in terms)
