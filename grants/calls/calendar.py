"""The dates of a call as a calendar file (RFC 5545); an amended call brings its entries up to date."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.notices.rendering import public_address
from grants.web.filters import text

if TYPE_CHECKING:
    from icalendar import Event

MOMENT = timedelta(minutes=30)
"""How long a deadline takes in a calendar; it ends with the deadline."""
MEETING = timedelta(hours=2)
"""How long an information event is shown, of which the rules say only when it begins."""


def calendar_of(call: Call, rules: Rules) -> bytes:
    """Return the dates of a call that applicants wait for, in the reader's language."""
    from icalendar import Calendar  # some megabytes that only this needs

    title, schedule = text(rules.title), rules.schedule
    calendar = Calendar()
    calendar.add("prodid", "-//grants//calls//LV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    deadlines = {
        "opens": (schedule.opens_at, _("Applications from: %(call)s", call=title)),
        "questions": (schedule.questions_until, _("Questions until: %(call)s", call=title)),
        "closes": (schedule.closes_at, _("Applications until: %(call)s", call=title)),
        "decision": (schedule.decision_due_at, _("Decision until: %(call)s", call=title)),
    }
    for name, (moment, words) in deadlines.items():
        begins, ends = (moment, moment + MOMENT) if name == "opens" else (moment - MOMENT, moment)
        calendar.add_component(_entry(call, name, words, begins, ends))
    for place, event in enumerate(schedule.events, start=1):
        ends = event.starts_at + MEETING
        entry = _entry(call, f"event-{place}", f"{text(event.title)}: {title}", event.starts_at, ends)
        entry.add("location", event.place)
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _entry(call: Call, name: str, words: str, begins: datetime, ends: datetime) -> "Event":
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{name}-{call.id}")
    entry.add("sequence", call.version)
    entry.add("dtstamp", call.published_at.astimezone(UTC))
    entry.add("summary", words)
    entry.add("dtstart", begins.astimezone(UTC))
    entry.add("dtend", ends.astimezone(UTC))
    entry.add("url", str(public_address("calls.page", slug=call.slug)))
    return entry
