"""The official's list of calls: what it says of each, and by what it is narrowed."""

from datetime import datetime

from flask_babel import gettext as _

from grants.calls import labels
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.documents.tables import Kind
from grants.web.filters import text, zone
from grants.web.lists.rows import Filter, Listing, Part

ALONG = tuple(Phase)
"""The phases in the order in which a call goes through them."""


def listing(calls: list[Call], now: datetime) -> Listing[Call]:
    """Return the list of calls as it stands now; by organiser it is narrowed where there are several."""
    phases = {call.id: call.phase_at(now) for call in calls}
    used = {phase.value: str(labels.PHASES[phase]) for phase in ALONG if phase in set(phases.values())}
    organisers = {call.organiser.slug: call.organiser.name for call in calls}
    return Listing(
        "calls",
        _("Calls"),
        [
            Part("call", _("Call"), lambda call: text(call.title), sought=True),
            Part("organiser", _("Organiser"), lambda call: call.organiser.name, sought=True),
            Part(
                "phase",
                _("Phase"),
                lambda call: str(labels.PHASES[phases[call.id]]),
                order=lambda call: ALONG.index(phases[call.id]),
            ),
            Part("deadline", _("Deadline"), lambda call: call.closes_at.astimezone(zone()), kind=Kind.MOMENT),
            Part("next", _("Next"), lambda call: str(labels.next_step(call.stage, phases[call.id]) or "") or None),
        ],
        [
            Filter("phase", _("Phase"), used, lambda call: phases[call.id].value, Phase),
            Filter("organiser", _("Organiser"), organisers, lambda call: call.organiser.slug),
        ],
    )
