"""What officials see of promises: that one is due within days, or late, with the way to move it."""

from datetime import datetime, timedelta

from flask import Flask, url_for
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.policies import may_manage
from grants.calls.promises.dates import Promise, awaited_in
from grants.calls.promises.labels import DUE
from grants.calls.queries import calls_to_lead, rules_of, rules_of_each
from grants.calls.rules.document import Rules
from grants.web.filters import text
from grants.web.reader import reader
from grants.web.slots import Task, fill, offer_tasks

NEAR = timedelta(days=3)
"""How long before a promised date officials are asked to keep or move it: before applicants could see it late."""


def tasks_for(person: Person) -> list[Task]:
    """Return the nearest promise of each call that is due within days or late."""
    calls = [call for call in calls_to_lead(person) if _is_closed(call)]
    rules = rules_of_each(calls)
    return [_task(call, *found) for call in calls if (found := nearest_in(call, rules[call.id])) and _is_near(found[1])]


def on_office_page(call: Call, rules: Rules | None = None, **_context: object) -> dict[str, object] | None:
    """Point out a promise that is due within days or late."""
    found = nearest_in(call, rules or rules_of(call)) if _is_closed(call) else None
    if found is None or not _is_near(found[1]):
        return None
    promise, at = found
    return {"promise": DUE[promise], "at": at, "late": at < clock.now(), "moves": may_manage(reader(), call)}


def on_actions(call: Call, **_context: object) -> dict[str, object] | None:
    """Lead to where dates are moved, while something promised is awaited and nobody can apply any more."""
    return {} if _is_closed(call) and may_manage(reader(), call) else None


def nearest_in(call: Call, rules: Rules) -> tuple[Promise, datetime] | None:
    """Return the promise of a call that is due first among those still to be kept."""
    return min(awaited_in(call.stage, rules).items(), key=lambda each: each[1], default=None)


def _is_closed(call: Call) -> bool:
    phases = {Phase.CLOSED, Phase.CHECKING, Phase.SCORING, Phase.DELIBERATION}
    return call.phase_at(clock.now()) in phases


def _is_near(at: datetime) -> bool:
    return at - NEAR <= clock.now()


def _task(call: Call, promise: Promise, at: datetime) -> Task:
    late = at < clock.now()
    title = _("Late, and applicants see it: %(call)s") if late else _("Keep or move a promised date: %(call)s")
    return Task(
        title=title % {"call": text(call.title)},
        url=url_for("promises.page", slug=call.slug),
        detail=str(DUE[promise]),
        due_at=at,
    )


def init_app(app: Flask) -> None:
    """Fill the places on the official's pages."""
    fill(app, "call.urgent", "calls/promises/on_office_page.html", on_office_page, order=5)
    fill(app, "call.actions", "calls/promises/on_actions.html", on_actions, order=5)
    offer_tasks(app, tasks_for)
