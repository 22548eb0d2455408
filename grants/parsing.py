"""Read what people type in Latvian habits: decimal comma, spaces between thousands, 25.10.2018. Pure."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

MAX_DIGITS = 15
"""Digits of a number, before and after the comma together: more than any sum or count has."""

CENTS = 2
"""Decimals of a sum of money."""

_CURRENCY = re.compile(r"^\s*(€|EUR)|(€|EUR)\s*$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(\.\d{3})+,\d+", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"(?:plkst\. ?)?(\d{1,2})[.:](\d{2})", re.ASCII)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Reason(StrEnum):
    """Name why something typed cannot be read."""

    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DIGITS = "too_many_digits"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_A_DAY = "not_a_day"
    NOT_A_TIME = "not_a_time"
    SKIPPED_TIME = "skipped_time"
    CONTROL_CHARACTER = "control_character"
    TOO_LONG = "too_long"
    SEVERAL_LINES = "several_lines"


class Unreadable(ValueError):
    """Say why something typed cannot be read; `grants.web.wording.explain` has the words."""

    def __init__(self, reason: Reason, limit: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.limit = limit
        """The limit that was passed, where the reason is one."""


def clean_text(typed: str, max_chars: int, *, lines: bool = True) -> str:
    """Return text trimmed, in Unicode form C, its line ends as one character each.

    Raises Unreadable for NUL and other control characters, for more than `max_chars` characters (line ends count as
    one), and for a line end where one line is asked for.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", typed)).strip()
    if "\0" in text or _FORBIDDEN.search(text) or any("\ud800" <= character <= "\udfff" for character in text):
        raise Unreadable(Reason.CONTROL_CHARACTER)
    if not lines and "\n" in text:
        raise Unreadable(Reason.SEVERAL_LINES)
    if len(text) > max_chars:
        raise Unreadable(Reason.TOO_LONG, max_chars)
    return text


def parse_number(typed: str, max_decimals: int | None = None, *, max_digits: int = MAX_DIGITS) -> Decimal:
    """Read a number with comma or point and any spaces between thousands: "1 234,5"; raise Unreadable otherwise.

    "1.234,50" and "1,234.50" are understood; "1,234" is one and a bit, because the comma is the decimal sign.
    """
    compact = _SPACES.sub("", typed.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-"))
    if _THOUSANDS.fullmatch(compact):
        thousands = "," if compact.index(",") < compact.rindex(".") else "."
        compact = compact.replace(thousands, "")
    if not _NUMBER.fullmatch(compact):
        raise Unreadable(Reason.NOT_A_NUMBER)
    if sum(character.isdigit() for character in compact) > max_digits:
        raise Unreadable(Reason.TOO_MANY_DIGITS, max_digits)
    whole, _point, decimals = compact.replace(",", ".").partition(".")
    if max_decimals is not None and len(decimals.rstrip("0")) > max_decimals:
        raise Unreadable(Reason.TOO_MANY_DECIMALS, max_decimals)
    return Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)


def parse_money(typed: str) -> Decimal:
    """Read a sum written with at most two decimals, with or without € or EUR; raise Unreadable otherwise.

    So "1.000" is refused: whoever writes it means a thousand in one country and one in another.
    """
    amount = parse_number(_CURRENCY.sub("", typed))
    if -int(amount.as_tuple().exponent) > CENTS:
        raise Unreadable(Reason.TOO_MANY_DECIMALS, CENTS)
    return amount


def parse_day(typed: str) -> date:
    """Read a day as 25.10.2018, with or without the last dot, or as 2018-10-25; raise Unreadable otherwise."""
    compact = typed.strip()
    if match := _DAY.fullmatch(compact):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO_DAY.fullmatch(compact):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise Unreadable(Reason.NOT_A_DAY)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(Reason.NOT_A_DAY) from None


def parse_moment(typed: str, zone: ZoneInfo) -> datetime:
    """Read a day and a time of the zone's clocks: "25.10.2018. plkst. 15.00", "25.10.2018 15:00" or ISO; in UTC.

    Raises Unreadable, also for an hour that the clocks skip in spring; of the hour they show twice, the first is meant.
    """
    compact = " ".join(typed.replace("T", " ").replace("\N{NO-BREAK SPACE}", " ").replace(", ", " ").split())
    found = re.fullmatch(r"(.+?) ((?:plkst\. ?)?[0-9.:]+)", compact)
    match = _TIME.fullmatch(found[2]) if found else None
    if found is None or match is None:
        raise Unreadable(Reason.NOT_A_TIME)
    try:
        clock = time(int(match[1]), int(match[2]))
    except ValueError:
        raise Unreadable(Reason.NOT_A_TIME) from None
    shown = datetime.combine(parse_day(found[1]), clock, zone)
    instant = shown.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise Unreadable(Reason.SKIPPED_TIME)
    return instant
