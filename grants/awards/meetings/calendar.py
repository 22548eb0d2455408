"""A sitting as an entry for calendars (RFC 5545): a change brings it up to date, a cancellation strikes it."""

from datetime import timedelta

from flask_babel import gettext as _

from grants.awards.meetings.models import Sitting, SittingState
from grants.calendars import Entry, calendar_file
from grants.notices.rendering import public_address
from grants.web.filters import text

MEETING = timedelta(hours=2)
"""How long a sitting is shown, of which is only known when it begins."""


def calendar_of(sitting: Sitting) -> bytes:
    """Return the calendar file of a sitting, in the reader's language."""
    is_cancelled, call = sitting.state is SittingState.CANCELLED, sitting.call
    entry = Entry(
        uid=f"sitting-{sitting.id}",
        sequence=sitting.revision,
        stamped_at=sitting.changed_at,
        summary=_("Sitting of the committee: %(call)s", call=text(call.title)),
        begins_at=sitting.starts_at,
        ends_at=sitting.starts_at + MEETING,
        status="CANCELLED" if is_cancelled else "CONFIRMED",
        location=sitting.place or sitting.link,
        description=sitting.link,
        url=str(public_address("meetings.page", slug=call.slug, number=sitting.number)),
    )
    return calendar_file([entry], product="sittings", method="CANCEL" if is_cancelled else "PUBLISH")
