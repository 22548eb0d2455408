"""The beginning of a new call out of a former one: without its address and approval, every date later."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from grants.calls.rules.canonical import dump
from grants.calls.rules.document import Rules
from grants.calls.rules.limits import DAY_PATTERN, INSTANT_PATTERN
from grants.calls.rules.parsing import parse_day, parse_instant

DATED = ("schedule", "channels", "retention_until")
"""The parts of a rules document that hold dates; those in its texts are words."""
OWN = ("slug", "approved_by")
"""What each call has of its own: what approved the former rules does not approve others."""

Day = TypeVar("Day", bound=date)


def copied(rules: Rules, *, years: int, days: int) -> dict[str, Any]:
    """Return a rules document without what is the former call's own, its dates later by whole years, then days.

    A time of day stays what the clock on the wall shows, also when summer time differs. Raise ValueError or
    OverflowError if the dates leave the calendar.
    """

    def later(moment: Day) -> Day:
        return _in_year(moment, moment.year + years) + timedelta(days=days)

    document = {name: value for name, value in dump(rules).items() if name not in OWN}
    zone = ZoneInfo(rules.schedule.timezone)
    return document | {name: _shifted(document[name], later, zone) for name in DATED if name in document}


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
