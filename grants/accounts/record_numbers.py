"""The record-keeping numbers of an organiser's documents, by a format of its own. Pure.

A format such as `4.2-8/{year}/{number}` has a place for the running number, and may have one for the year and for the
short name of the call. Numbers run on within everything else that the format says: for each call, each year, or both.
"""

import re
from enum import StrEnum

DEFAULT_FORMAT = "{call}/{number}"
MAX_FORMAT = 40
_PLACE = re.compile(r"\{([^{}]*)\}")
_ALLOWED = re.compile(r"[\w ./{}-]+")
_NAMES = frozenset({"call", "year", "number"})


class FormatFault(StrEnum):
    """Name what is wrong with a format."""

    UNKNOWN = "unknown"
    NO_NUMBER = "no_number"
    CHARACTER = "character"


def fault_in(number_format: str) -> FormatFault | None:
    """Return what keeps words from being a format of numbers, if anything does."""
    if not _ALLOWED.fullmatch(number_format) or set("{}") & set(_PLACE.sub("", number_format)):
        return FormatFault.CHARACTER
    names = _PLACE.findall(number_format)
    if not _NAMES.issuperset(names):
        return FormatFault.UNKNOWN
    return None if names.count("number") == 1 else FormatFault.NO_NUMBER


def series_of(number_format: str, *, call: str, year: int) -> str:
    """Return the series in which the numbers of a document run on: everything but the running number."""
    return _filled(number_format, {"call": call, "year": str(year)})


def numbered(series: str, position: int) -> str:
    """Return a number of a series."""
    return _filled(series, {"number": str(position)})


def _filled(words: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), words)
