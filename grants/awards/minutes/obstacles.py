"""Sittings that go on, or decided something by minutes that are not approved, keep a call from being confirmed.

A decision that was voted on stands by its minutes; where nobody sat, nothing is asked.
"""

from flask_babel import gettext as _

from grants.awards.deliberation.sealing import are_sealed
from grants.awards.meetings.models import Sitting, SittingKind, SittingState
from grants.awards.minutes.queries import deciding_sittings_in, minutes_of
from grants.calls.models import Call
from grants.calls.reasons import Reason
from grants.web.filters import moment


def obstacles(call: Call) -> list[Reason]:
    """Return the sittings that still go on, or whose minutes are void or not approved by chair and secretary."""
    if are_sealed(call):
        return []
    return [reason for sitting in deciding_sittings_in(call) if (reason := _reason(sitting, call)) is not None]


def _reason(sitting: Sitting, call: Call) -> Reason | None:
    about = {"slug": call.slug, "number": sitting.number}
    if sitting.state is SittingState.OPEN:
        words = (
            _("Votes are taken in writing until %(moment)s.", moment=moment(sitting.starts_at))
            if sitting.kind is SittingKind.WRITTEN
            else _("Sitting %(number)s of the committee is open. Close it first.", number=sitting.number)
        )
        return Reason(words, "meetings.page", about)
    minutes = minutes_of(sitting, call)
    if minutes.is_approved:
        return None
    words = (
        _("The minutes of sitting %(number)s say something else by now: approve them anew.", number=sitting.number)
        if minutes.is_void
        else _("Chair and secretary have not approved the minutes of sitting %(number)s.", number=sitting.number)
    )
    return Reason(words, "minutes.page", about)
