from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from grants.web.formats import day, moment, money, number, short_day

RIGA = ZoneInfo("Europe/Riga")


@pytest.mark.parametrize(
    ("value", "latvian", "english"),
    [
        (Decimal("44.5"), "44,5", "44.5"),
        (Decimal("44.0"), "44", "44"),
        (1234, "1234", "1234"),
        (Decimal("12345.5"), "12\u00a0345,5", "12\u00a0345.5"),
        (1234567, "1\u00a0234\u00a0567", "1\u00a0234\u00a0567"),
        (Decimal("-0.5"), "−0,5", "−0.5"),
        (Fraction(10, 3), "3,33", "3.33"),
        (Decimal("1E+3"), "1000", "1000"),
        (0, "0", "0"),
        (None, "–", "–"),
    ],
)
def test_a_number_has_the_decimal_sign_of_the_language(
    value: Decimal | Fraction | int | None, latvian: str, english: str
) -> None:
    assert (number(value, "lv"), number(value, "en")) == (latvian, english)


def test_a_number_is_rounded_half_away_from_zero() -> None:
    assert [number(Decimal(text), "lv", 1) for text in ("0.25", "-0.25", "0.24")] == ["0,3", "−0,3", "0,2"]


def test_money_always_has_its_cents() -> None:
    assert (money(Decimal(4600), "lv"), money(Decimal("4600.5"), "en")) == ("4600,00 EUR", "4600.50 EUR")


def test_a_large_sum_is_grouped_by_thousands() -> None:
    assert money(Decimal("32200.00"), "lv") == "32\u00a0200,00 EUR"


def test_a_missing_sum_is_a_dash() -> None:
    assert money(None, "lv") == "–"


def test_a_day_is_written_in_words() -> None:
    day_of_call = date(2018, 10, 25)
    assert day(day_of_call, "lv", RIGA) == "2018. gada 25. oktobris"
    assert day(day_of_call, "en", RIGA) == "25 October 2018"


def test_a_day_in_a_column_is_short() -> None:
    on = date(2018, 5, 5)
    assert [short_day(on, language, RIGA) for language in ("lv", "en")] == ["05.05.2018.", "5 May 2018"]
    assert [short_day(None, "lv", RIGA), short_day(date(2018, 9, 5), "en", RIGA)] == ["–", "5 Sep 2018"]


def test_the_day_of_a_moment_is_the_one_in_riga() -> None:
    assert day(datetime(2018, 10, 24, 22, 0, tzinfo=UTC), "lv", RIGA) == "2018. gada 25. oktobris"


def test_a_moment_is_what_the_clocks_in_riga_show() -> None:
    summer = datetime(2018, 10, 25, 12, 0, tzinfo=UTC)
    winter = datetime(2018, 12, 5, 13, 5, tzinfo=UTC)
    assert moment(summer, "lv", RIGA) == "25.10.2018. plkst. 15.00"
    assert moment(winter, "en", RIGA) == "5 December 2018, 15:05"
