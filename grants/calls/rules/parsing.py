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

HUNDRED = 100

Moment = TypeVar("Moment", bound=date)


class RefusedValueError(ValueError):
    """Refuse a value: `expected` completes “expected …”, `wrong` says what is wrong unless the value itself does."""

    def __init__(self, expected: str, wrong: str | None = None) -> None:
        super().__init__(f"expected {expected}")
        self.expected = expected
        self.wrong = wrong


def parse_decimal(value: object) -> Decimal:
    """Read an exact number from its decimal string; raise RefusedValueError for anything else, a JSON number too."""
    text = _written(value)
    if not isinstance(text, str):
        raise RefusedValueError('a decimal number in quotes, such as "2.5"')
    return _parse_decimal(text)


def parse_money(value: object) -> Decimal:
    """Read a sum of money, at most two decimals and not negative; raise RefusedValueError otherwise."""
    text = _written(value)
    if not isinstance(text, str) or not re.fullmatch(MONEY_PATTERN, text.removeprefix("-")):
        raise RefusedValueError('a sum in quotes with at most two decimals, such as "4600.00"')
    if text.startswith("-"):
        raise RefusedValueError("a sum that is not negative")
    if len(text.replace(".", "")) > MAX_MONEY_DIGITS:
        raise RefusedValueError(f"a sum of at most {MAX_MONEY_DIGITS} digits")
    return Decimal(text)


def parse_percent(value: object) -> Decimal:
    """Read a share in per cent, from 0 to 100; raise RefusedValueError otherwise."""
    share = parse_decimal(value)
    if not 0 <= share <= HUNDRED:
        raise RefusedValueError("a share in per cent, from 0 to 100")
    return share


def parse_positive(value: object) -> Decimal:
    """Read a number above zero; raise RefusedValueError otherwise."""
    number = parse_decimal(value)
    if number <= 0:
        raise RefusedValueError("a number above 0")
    return number


def parse_not_negative(value: object) -> Decimal:
    """Read a number that is not below zero; raise RefusedValueError otherwise."""
    number = parse_decimal(value)
    if number < 0:
        raise RefusedValueError("a number that is not negative")
    return number


def parse_count(value: object) -> int:
    """Read a whole JSON number; raise RefusedValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise RefusedValueError("a whole number without quotes")


def parse_bound(value: object) -> int | Decimal:
    """Read a bound of an answer, a whole JSON number or a decimal string; raise RefusedValueError otherwise."""
    try:
        return parse_decimal(value) if isinstance(value, str | Decimal) else parse_count(value)
    except RefusedValueError as refusal:
        raise RefusedValueError('a whole number, or a decimal number in quotes such as "0.5"') from refusal


def parse_instant(value: object) -> datetime:
    """Read an RFC 3339 time with its offset; raise RefusedValueError for a time without one."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if not isinstance(value, str) or not re.fullmatch(INSTANT_PATTERN, value):
        raise RefusedValueError('a time with its offset, such as "2018-10-25T15:00:00+03:00"')
    return _read(datetime.fromisoformat, value.upper())


def parse_day(value: object) -> date:
    """Read an ISO 8601 date; raise RefusedValueError for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(DAY_PATTERN, value):
        raise RefusedValueError('a date such as "2018-09-20"')
    return _read(date.fromisoformat, value)


def _written(value: object) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


@lru_cache(maxsize=4096)
def _parse_decimal(text: str) -> Decimal:
    if not re.fullmatch(DECIMAL_PATTERN, text):
        raise RefusedValueError('a decimal number in quotes, such as "2.5"')
    if len(text.replace(".", "").removeprefix("-")) > MAX_DIGITS:
        raise RefusedValueError(f"a number of at most {MAX_DIGITS} digits")
    return Decimal(text)


def _read(read: Callable[[str], Moment], text: str) -> Moment:
    try:
        moment = read(text)
    except ValueError as error:
        raise RefusedValueError("a day and time that exist") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise RefusedValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return moment
