"""What is shown of sittings on the official's page of a call."""

from grants.awards.meetings.policies import HELD, may_plan
from grants.awards.meetings.queries import sittings_in
from grants.calls.models import Call, Stage
from grants.web.reader import reader

BEFORE_DECISIONS = frozenset({Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION})


def on_office_page(call: Call, **_context: object) -> dict[str, object] | None:
    """Show the way to the sittings; where nobody has planned one, one line that leads to planning it."""
    person = reader()
    if person is None or call.stage not in HELD:
        return None
    sittings = sittings_in(call)
    plans = may_plan(person, call) and call.stage in BEFORE_DECISIONS
    return {"sittings": sittings, "plans": plans} if sittings or plans else None
