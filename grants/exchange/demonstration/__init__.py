"""The demonstration competitions, as competition bundles, and the invented people who can sign in.

Two of the competitions are real and finished, one is real with rules of our own, two belong to an invented
municipality. Every description says what was announced and what is made up.
"""

import json
import re
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import IO, Any, Final
from zoneinfo import ZoneInfo

from grants.calls.rules.limits import DAY_PATTERN, INSTANT_PATTERN

ANCHOR: Final = date(2026, 1, 1)
"""The day on which the dates of the open call are those written in its file."""
OPEN_CALL: Final = "liepkalne-iniciativas"
ACT: Final = "act.pdf"
NAMES: Final = (OPEN_CALL, "liepkalne-2025", "saldus-2020", "jekabpils-2019", "rezekne-2018")

Json = dict[str, Any]


def names() -> tuple[str, ...]:
    """Return the slugs of the demonstration calls, the newest first."""
    return NAMES


def load(name: str) -> Json:
    """Return the bundle of a demonstration call as it is written; raise KeyError for another name."""
    if name not in NAMES:
        raise KeyError(name)
    return _read(name)


def people() -> Json:
    """Return who can sign in as what: `organiser` with slug and name, and `people`.

    Each has `name`, `email`, `language`, `role` and where the role is held: nowhere for an administrator, else
    `organiser`, `calls` (with `seat` and the `evaluator` id of the bundle) or `application` with its `applicant`.
    """
    return _read("people")


def act() -> IO[bytes]:
    """Open the PDF that stands in the place of the act behind the rules of a demonstration call."""
    return (files(__package__) / ACT).open("rb")


def open_call(today: date) -> Json:
    """Return the bundle of the open call with dates around a day: published 10 days before, closing 21 days after."""
    return shifted(load(OPEN_CALL), (today - ANCHOR).days)


def shifted(document: Json, days: int) -> Json:
    """Return a bundle whose call has every date and time moved by whole days; the document given stays as it is.

    The local time of day in the zone of the call stays, also across a change to or from summer time.
    """
    zone = ZoneInfo(document["call"]["schedule"]["timezone"])
    return {**document, "call": _moved(document["call"], timedelta(days=days), zone)}


def _read(name: str) -> Json:
    found: Json = json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _moved(value: Any, by: timedelta, zone: ZoneInfo) -> Any:
    if isinstance(value, dict):
        return {name: _moved(item, by, zone) for name, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, by, zone) for item in value]
    return _moved_string(value, by, zone) if isinstance(value, str) else value


def _moved_string(written: str, by: timedelta, zone: ZoneInfo) -> str:
    if re.fullmatch(DAY_PATTERN, written):
        return (date.fromisoformat(written) + by).isoformat()
    if re.fullmatch(INSTANT_PATTERN, written):
        # Adding to a time with a zone moves its clock on the wall, not the instant: what is wanted here.
        return (datetime.fromisoformat(written.upper()).astimezone(zone) + by).isoformat()
    return written
