"""Where an application stands, in the applicant's eyes: what was done, what happens now, what comes next and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from grants.applications.models import Application, ApplicationState
from grants.calls.phase import Phase
from grants.calls.queries import rules_of


@dataclass(frozen=True)
class Event:
    """Be one event of the time line. `state` is done, current or ahead."""

    title: str
    state: str
    at: datetime | None = None
    text: str = ""


def timeline_of(application: Application, phase: Phase) -> list[Event]:
    """Return the time line of what was sent in and is not withdrawn; nothing for anything else."""
    if application.submitted_at is None or application.state is ApplicationState.WITHDRAWN or phase not in _PLACES:
        return []
    return list(_events(application, phase))


_PLACES = {
    phase: place
    for place, phase in enumerate(
        (
            Phase.OPEN,
            Phase.CLOSED,
            Phase.CHECKING,
            Phase.SCORING,
            Phase.DELIBERATION,
            Phase.DECIDED,
            Phase.RESULTS_PUBLISHED,
        )
    )
}
"""The phases of a call from the submission on, in their order."""


def _events(application: Application, phase: Phase) -> Iterator[Event]:
    call, schedule, now = application.call, rules_of(application.call).schedule, _PLACES[phase]
    steps = (
        (Phase.OPEN, _("The call closes"), call.closes_at, _("Until then nobody opens what you sent.")),
        (
            Phase.CHECKING,
            _("Check of the criteria"),
            None,
            _("Does it meet the formal criteria? If not, you are told why."),
        ),
        (Phase.SCORING, _("Evaluation"), schedule.evaluation_due_at, _("By then the committee has judged it.")),
        (Phase.DELIBERATION, _("Decision"), schedule.decision_due_at, _("By then you get it with its reasons.")),
    )
    yield Event(_("Received"), "done", application.submitted_at)
    for step, title, at, words in steps:
        place = _PLACES[step]
        state = "current" if place == now else "done" if place < now else "ahead"
        yield Event(title, state, None if state == "done" else at, "" if state == "done" else words)
