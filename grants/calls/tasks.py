"""What waits for the coordinators of calls, on their start page."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants import clock
from grants.accounts.models import Person
from grants.calls.labels import PHASES
from grants.calls.models import Call
from grants.calls.phase import Phase, Stage
from grants.calls.policies import sees_office
from grants.calls.promises.labels import DUE
from grants.calls.promises.panels import nearest_in
from grants.calls.queries import calls_to_lead, calls_to_see, rules_of_each, versions_to_approve
from grants.calls.rules.document import Rules
from grants.notices.queries import stuck_in
from grants.web.filters import text
from grants.web.reader import reader
from grants.web.slots import Task


def tasks_for(person: Person) -> list[Task]:
    """Return a task per call of a coordinator, a step to take or only how it stands, and how others stand."""
    led, seen = calls_to_lead(person), calls_to_see(person)
    rules = rules_of_each([*led, *seen])
    steps = [_task(call, rules[call.id]) for call in led]
    return [*_approvals(person, led), *_not_reached(led), *steps, *(_standing(call, rules[call.id]) for call in seen)]


def _approvals(person: Person, calls: list[Call]) -> list[Task]:
    """Return a task per call of which somebody else asked to approve the rules or an amendment."""
    asked = versions_to_approve([call for call in calls if call.organiser.needs_two], person)
    return [
        Task(
            title=_("Approve: %(call)s", call=text(call.title)),
            url=url_for("office.publish" if call.stage is Stage.DRAFT else "office_amendment.force", slug=call.slug),
            detail=_("A colleague asks for your approval."),
        )
        for call in calls
        if call.id in asked
    ]


def _not_reached(calls: list[Call]) -> list[Task]:
    """Return a task per call whose messages came back, failed, or may have arrived."""
    stuck = stuck_in([call.id for call in calls]) if calls else {}
    return [
        Task(
            title=_("Reach those whom messages did not reach: %(call)s", call=text(call.title)),
            url=url_for("office.call", slug=call.slug, _anchor="messages"),
            detail=ngettext(
                "%(num)d message did not arrive for certain.",
                "%(num)d messages did not arrive for certain.",
                stuck[call.id],
            ),
        )
        for call in calls
        if call.id in stuck
    ]


def menu() -> dict[str, object] | None:
    """Return what the menu shows to officials and auditors; nobody else sees the entry."""
    return {} if sees_office(reader()) else None


def _task(call: Call, rules: Rules) -> Task:
    title, url = text(call.title), url_for("office.call", slug=call.slug)
    phase = call.phase_at(clock.now())
    if phase is Phase.CLOSED:
        return Task(title=_("Start checking: %(call)s", call=title), url=url, detail=_("The deadline has passed."))
    if call.stage is Stage.DRAFT:
        opens = call.opens_at
        return Task(title=_("Publish: %(call)s", call=title), url=url, detail=_("Still a draft."), due_at=opens)
    return _standing(call, rules)


def _standing(call: Call, rules: Rules) -> Task:
    """Say how far a call is, and what comes next in it by when."""
    phase = call.phase_at(clock.now())
    until, due_at = _ahead(call, phase, rules)
    url = url_for("office.call", slug=call.slug)
    detail = str(PHASES[phase])
    return Task(title=text(call.title), url=url, detail=detail, due_at=due_at, until=until, waits=False, about=call.id)


def _ahead(call: Call, phase: Phase, rules: Rules) -> tuple[str, datetime | None]:
    if phase is Phase.ANNOUNCED:
        return _("Opens"), call.opens_at
    if phase is Phase.OPEN:
        return _("Deadline"), call.closes_at
    promised = nearest_in(call, rules) if phase is not Phase.DRAFT else None  # what is to be announced later
    return (str(DUE[promised[0]]), promised[1]) if promised else ("", None)
