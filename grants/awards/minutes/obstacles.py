"""Minutes that were approved and say something else than would be decided keep a call from being confirmed."""

from flask_babel import gettext as _

from grants.awards.deliberation.sealing import are_sealed
from grants.awards.minutes.queries import approved_sittings_in, minutes_of
from grants.calls.models import Call
from grants.calls.reasons import Reason


def obstacles(call: Call) -> list[Reason]:
    """Return the sittings whose minutes were approved and are void; where nobody approved any, nothing is asked."""
    if are_sealed(call):
        return []
    found = []
    for sitting in approved_sittings_in(call):
        if minutes_of(sitting, call).is_void:
            words = _(
                "The minutes of sitting %(number)s say something else by now: approve them anew.", number=sitting.number
            )
            found.append(Reason(words, "minutes.page", {"slug": call.slug, "number": sitting.number}))
    return found
