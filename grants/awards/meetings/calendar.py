"""A sitting as an entry for calendars (RFC 5545): a change brings it up to date, a cancellation strikes it."""

from datetime import UTC, timedelta

from flask_babel import gettext as _

from grants.awards.meetings.models import Sitting, SittingState
from grants.notices.rendering import public_address
from grants.web.filters import text

MEETING = timedelta(hours=2)
"""How long a sitting is shown, of which is only known when it begins."""


def calendar_of(sitting: Sitting) -> bytes:
    """Return the calendar file of a sitting, in the reader's language."""
    from icalendar import Calendar, Event  # some megabytes that only this needs

    is_cancelled, call = sitting.state is SittingState.CANCELLED, sitting.call
    calendar, entry = Calendar(), Event()
    calendar.add("prodid", "-//grants//sittings//LV")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    entry.add("uid", f"sitting-{sitting.id}")
    entry.add("sequence", sitting.revision)
    entry.add("dtstamp", sitting.changed_at.astimezone(UTC))
    entry.add("summary", _("Sitting of the committee: %(call)s", call=text(call.title)))
    entry.add("dtstart", sitting.starts_at.astimezone(UTC))
    entry.add("dtend", (sitting.starts_at + MEETING).astimezone(UTC))
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if where := sitting.place or sitting.link:
        entry.add("location", where)
    if sitting.link:
        entry.add("description", sitting.link)
    entry.add("url", str(public_address("meetings.page", slug=call.slug, number=sitting.number)))
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content
