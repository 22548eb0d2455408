from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.parsing import (
    MAX_DIGITS,
    Reason,
    Unreadable,
    clean_text,
    parse_day,
    parse_moment,
    parse_money,
    parse_number,
)
from grants.web.formats import number

RIGA = ZoneInfo("Europe/Riga")


def reason(read: Callable[[], object]) -> Reason:
    """Return why reading fails; fail if it does not."""
    with pytest.raises(Unreadable) as refused:
        read()
    return refused.value.reason


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234.5", "1234.5"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234", "1.234"),
        ("-3", "-3"),
        ("−3", "-3"),
        (" 007 ", "7"),
    ],
)
def test_a_number_is_read_in_latvian_habits(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", " ", "x", "1,2,3", "1.2.3", "1e9", "NaN", "inf", "٣", "1,", ",5", "--1", "1\0"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert reason(lambda: parse_number(typed)) is Reason.NOT_A_NUMBER


def test_a_number_has_at_most_as_many_digits_as_allowed() -> None:
    assert parse_number("9" * MAX_DIGITS) == Decimal("9" * MAX_DIGITS)
    assert reason(lambda: parse_number("9" * (MAX_DIGITS + 1))) is Reason.TOO_MANY_DIGITS


def test_decimals_are_limited_but_zeros_at_the_end_do_not_count() -> None:
    assert parse_number("1,50", max_decimals=1) == Decimal("1.5")
    assert reason(lambda: parse_number("1,51", max_decimals=1)) is Reason.TOO_MANY_DECIMALS


@pytest.mark.parametrize("typed", ["4600,00", "4600", "€ 4 600", "4600,00 EUR", "4600 eur", "4600€"])
def test_a_sum_may_name_its_currency(typed: str) -> None:
    assert parse_money(typed) == Decimal(4600)


def test_a_sum_has_no_fraction_of_a_cent() -> None:
    assert reason(lambda: parse_money("0,001")) is Reason.TOO_MANY_DECIMALS


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["lv", "en"]))
def test_what_we_write_we_can_read(value: Decimal, language: str) -> None:
    assert parse_number(number(value, language)) == value


@pytest.mark.parametrize("typed", ["25.10.2018", "25.10.2018.", "2018-10-25", " 25. 10. 2018. "])
def test_a_day_is_read_in_latvian_and_in_iso_order(typed: str) -> None:
    assert parse_day(typed) == date(2018, 10, 25)


@pytest.mark.parametrize("typed", ["", "31.02.2018", "10/25/2018", "25.10.18", "0000-00-00", "25.10.2018 x"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert reason(lambda: parse_day(typed)) is Reason.NOT_A_DAY


@pytest.mark.parametrize(
    "typed",
    ["25.10.2018. plkst. 15.00", "25.10.2018 15:00", "25.10.2018, 15.00", "2018-10-25T15:00", "25.10.2018.  15.00"],
)
def test_a_moment_is_read_as_the_clocks_show_it(typed: str) -> None:
    assert parse_moment(typed, RIGA) == datetime(2018, 10, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["25.10.2018", "25.10.2018 25.00", "25.10.2018 plkst.", "plkst. 15.00", "25.10.2018 15"]
)
def test_what_is_no_moment_is_refused(typed: str) -> None:
    assert reason(lambda: parse_moment(typed, RIGA)) in {Reason.NOT_A_TIME, Reason.NOT_A_DAY}


def test_an_hour_skipped_in_spring_is_refused() -> None:
    assert reason(lambda: parse_moment("28.03.2027 03.30", RIGA)) is Reason.SKIPPED_TIME


def test_of_an_hour_shown_twice_the_first_is_meant() -> None:
    assert parse_moment("31.10.2027 03.30", RIGA) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_text_is_trimmed_composed_and_has_one_kind_of_line_end() -> None:
    assert clean_text("  a\r\nb\rc\u0304  ", 100) == "a\nb\nc\u0304"
    assert clean_text("a\u0304", 1) == "ā"


def test_text_may_be_exactly_as_long_as_its_limit() -> None:
    assert clean_text("ā" * 10, 10) == "ā" * 10
    assert reason(lambda: clean_text("ā" * 11, 10)) is Reason.TOO_LONG


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\x7f", "\ud800", "\uffff"])
def test_characters_that_cannot_be_stored_are_refused(character: str) -> None:
    assert reason(lambda: clean_text(f"a{character}b", 100)) is Reason.CONTROL_CHARACTER


def test_tabs_are_text() -> None:
    assert clean_text("a\tb", 100) == "a\tb"


def test_one_line_has_no_line_end() -> None:
    assert reason(lambda: clean_text("a\nb", 100, lines=False)) is Reason.SEVERAL_LINES


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one_kind(end: str) -> None:
    assert clean_text(f"one{end}two", 7) == "one\ntwo"
    assert reason(lambda: clean_text(f"one{end}two", 7, lines=False)) is Reason.SEVERAL_LINES


def test_a_sum_with_three_decimals_may_be_a_thousand_so_it_is_refused() -> None:
    assert reason(lambda: parse_money("1.000")) is Reason.TOO_MANY_DECIMALS
