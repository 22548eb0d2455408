"""Calendar files (RFC 5545): entries in, bytes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Be one entry; a later `sequence` of the same `uid` brings it up to date, a cancelled one strikes it."""

    uid: str
    summary: str
    begins_at: datetime
    ends_at: datetime
    stamped_at: datetime
    url: str
    sequence: int = 0
    location: str = ""
    description: str = ""
    status: str = ""


def calendar_file(entries: Iterable[Entry], *, product: str, name: str = "", method: str = "") -> bytes:
    """Return a calendar; `product` says which part of the service wrote it."""
    from icalendar import Calendar  # some megabytes that only this needs

    calendar = Calendar()
    calendar.add("prodid", f"-//grants//{product}//LV")
    calendar.add("version", "2.0")
    for key, value in (("method", method), ("x-wr-calname", name)):
        if value:
            calendar.add(key, value)
    for entry in entries:
        calendar.add_component(_component(entry))
    content: bytes = calendar.to_ical()
    return content


def _component(entry: Entry) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.stamped_at.astimezone(UTC))
    made.add("summary", entry.summary)
    made.add("dtstart", entry.begins_at.astimezone(UTC))
    made.add("dtend", entry.ends_at.astimezone(UTC))
    for key, value in (("status", entry.status), ("location", entry.location), ("description", entry.description)):
        if value:
            made.add(key, value)
    made.add("url", entry.url)
    return made
