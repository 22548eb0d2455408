"""A new call out of a former one: another address and title, every date shifted."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Rules
from grants.calls.rules.limits import DAY_PATTERN, INSTANT_PATTERN
from grants.calls.rules.parsing import parse_day, parse_instant
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import InvalidDocument, Problem
from grants.calls.rules.validation import read_rules

DATED = ("schedule", "channels", "retention_until")
"""The parts of a rules document that hold dates; those in its texts are words."""

Day = TypeVar("Day", bound=date)


def copied(rules: Rules, *, slug: str, title: Mapping[str, str], years: int, days: int) -> Rules:
    """Return the rules under another address and title, their dates later by whole years, then days.

    A time of day stays what the clock on the wall shows, also when summer time differs. What approved the former
    rules does not approve these, so it is left out. Raise InvalidDocument if the dates leave the calendar.
    """

    def later(moment: Day) -> Day:
        return _in_year(moment, moment.year + years) + timedelta(days=days)

    document = dump(rules) | {"slug": slug, "title": dict(title)}
    document.pop("approved_by", None)
    zone = ZoneInfo(rules.schedule.timezone)
    try:
        shifted = {name: _shifted(document[name], later, zone) for name in DATED if name in document}
    except (ValueError, OverflowError) as error:
        wrong = phrase("is shifted out of the calendar")
        raise InvalidDocument([Problem("schedule", wrong, phrase("dates that exist"))]) from error
    return read_rules(document | shifted, at="")


def _in_year(moment: Day, year: int) -> Day:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(year=year, day=28) if leap_day else moment.replace(year=year)


def _shifted(value: Any, later: Callable[[Any], Any], zone: ZoneInfo) -> Any:
    if isinstance(value, dict):
        return {name: _shifted(inner, later, zone) for name, inner in value.items()}
    if isinstance(value, list):
        return [_shifted(inner, later, zone) for inner in value]
    if not isinstance(value, str):
        return value
    if re.fullmatch(INSTANT_PATTERN, value):
        local: datetime = later(parse_instant(value).astimezone(zone).replace(tzinfo=None))
        return local.replace(tzinfo=zone).isoformat()
    return later(parse_day(value)).isoformat() if re.fullmatch(DAY_PATTERN, value) else value
