"""Read single values of a rules document, each exactly or not at all.

What cannot be read is refused with `RefusedValueError`, which says what is expected instead.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from grants.calls.rules.limits import (
    DAY_PATTERN,
    DECIMAL_PATTERN,
    FIRST_YEAR,
    INSTANT_PATTERN,
    LAST_YEAR,
    MAX_DIGITS,
    MAX_MONEY_DIGITS,
    MONEY_PATTERN,
)
from grants.calls.rules.phrases import DECIMAL, WHOLE, Phrase, at_most_digits, phrase

HUNDRED = 100

Moment = TypeVar("Moment", bound=date)


class RefusedValueError(ValueError):
    """Refuse a value: `expected` completes “expected …”, `wrong` says what is wrong unless the value itself does."""

    def __init__(self, expected: Phrase, wrong: Phrase | None = None) -> None:
        super().__init__(f"expected {expected}")
        self.expected = expected
        self.wrong = wrong


def parse_decimal(value: object) -> Decimal:
    """Read an exact number from its decimal string; raise RefusedValueError for anything else, a JSON number too."""
    text = _written(value)
    if not isinstance(text, str):
        raise RefusedValueError(DECIMAL)
    return _parse_decimal(text)


def parse_money(value: object) -> Decimal:
    """Read a sum of money, at most two decimals and not negative; raise RefusedValueError otherwise."""
    text = _written(value)
    if not isinstance(text, str) or not re.fullmatch(MONEY_PATTERN, text.removeprefix("-")):
        example = '"4600.00"'
        raise RefusedValueError(
            phrase("a sum in quotes with at most two decimals, such as %(example)s", example=example)
        )
    if text.startswith("-"):
        raise RefusedValueError(phrase("a sum that is not negative"))
    if len(text.replace(".", "")) > MAX_MONEY_DIGITS:
        raise RefusedValueError(at_most_digits(MAX_MONEY_DIGITS))
    return Decimal(text)


def parse_percent(value: object) -> Decimal:
    """Read a share in per cent, from 0 to 100; raise RefusedValueError otherwise."""
    share = parse_decimal(value)
    if not 0 <= share <= HUNDRED:
        raise RefusedValueError(phrase("a share in per cent, from 0 to 100"))
    return share


def parse_positive(value: object) -> Decimal:
    """Read a number above zero; raise RefusedValueError otherwise."""
    number = parse_decimal(value)
    if number <= 0:
        raise RefusedValueError(phrase("a number above 0"))
    return number


def parse_not_negative(value: object) -> Decimal:
    """Read a number that is not below zero; raise RefusedValueError otherwise."""
    number = parse_decimal(value)
    if number < 0:
        raise RefusedValueError(phrase("a number that is not negative"))
    return number


def parse_count(value: object) -> int:
    """Read a whole JSON number; raise RefusedValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise RefusedValueError(WHOLE)


def parse_bound(value: object) -> int | Decimal:
    """Read a bound of an answer, a whole JSON number or a decimal string; raise RefusedValueError otherwise."""
    try:
        return parse_decimal(value) if isinstance(value, str | Decimal) else parse_count(value)
    except RefusedValueError as refusal:
        expected = phrase("a whole number, or a decimal number in quotes such as %(example)s", example='"0.5"')
        raise RefusedValueError(expected) from refusal


def parse_instant(value: object) -> datetime:
    """Read an RFC 3339 time with its offset; raise RefusedValueError for a time without one."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if not isinstance(value, str) or not re.fullmatch(INSTANT_PATTERN, value):
        example = '"2018-10-25T15:00:00+03:00"'
        raise RefusedValueError(phrase("a time with its offset, such as %(example)s", example=example))
    return _read(datetime.fromisoformat, value.upper())


def parse_day(value: object) -> date:
    """Read an ISO 8601 date; raise RefusedValueError for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(DAY_PATTERN, value):
        raise RefusedValueError(phrase("a date such as %(example)s", example='"2018-09-20"'))
    return _read(date.fromisoformat, value)


def _written(value: object) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


@lru_cache(maxsize=4096)
def _parse_decimal(text: str) -> Decimal:
    if not re.fullmatch(DECIMAL_PATTERN, text):
        raise RefusedValueError(DECIMAL)
    if len(text.replace(".", "").removeprefix("-")) > MAX_DIGITS:
        raise RefusedValueError(at_most_digits(MAX_DIGITS))
    return Decimal(text)


def _read(read: Callable[[str], Moment], text: str) -> Moment:
    try:
        moment = read(text)
    except ValueError as error:
        raise RefusedValueError(phrase("a day and time that exist")) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise RefusedValueError(phrase("a year from %(first)s to %(last)s", first=FIRST_YEAR, last=LAST_YEAR))
    return moment
