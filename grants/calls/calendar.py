"""The dates of a call as a calendar file (RFC 5545); an amended call brings its entries up to date."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import gettext as _

from grants.calendars import Entry, calendar_file
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.notices.rendering import public_address
from grants.web.filters import text

MOMENT = timedelta(minutes=30)
"""How long a deadline takes in a calendar; it ends with the deadline."""
MEETING = timedelta(hours=2)
"""How long an information event is shown, of which the rules say only when it begins."""


def calendar_of(call: Call, rules: Rules) -> bytes:
    """Return the dates of a call that applicants wait for, in the reader's language."""
    return calendar_file(_entries(call, rules), product="calls", name=text(rules.title))


def _entries(call: Call, rules: Rules) -> Iterator[Entry]:
    title, schedule = text(rules.title), rules.schedule
    deadlines = {
        "opens": (schedule.opens_at, _("Applications from: %(call)s", call=title)),
        "questions": (schedule.questions_until, _("Questions until: %(call)s", call=title)),
        "closes": (schedule.closes_at, _("Applications until: %(call)s", call=title)),
        "decision": (schedule.decision_due_at, _("Decision until: %(call)s", call=title)),
    }
    for name, (moment, words) in deadlines.items():
        begins, ends = (moment, moment + MOMENT) if name == "opens" else (moment - MOMENT, moment)
        yield _entry(call, name, words, begins, ends)
    for place, event in enumerate(schedule.events, start=1):
        words, ends = f"{text(event.title)}: {title}", event.starts_at + MEETING
        yield _entry(call, f"event-{place}", words, event.starts_at, ends, place=event.place)


def _entry(call: Call, name: str, words: str, begins: datetime, ends: datetime, *, place: str = "") -> Entry:
    return Entry(
        uid=f"{name}-{call.id}",
        sequence=call.version,
        stamped_at=call.published_at,
        summary=words,
        begins_at=begins,
        ends_at=ends,
        location=place,
        url=str(public_address("calls.page", slug=call.slug)),
    )
