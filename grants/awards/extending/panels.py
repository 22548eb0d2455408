"""Where officials see the last lawful day to decide: on pages of an application and its call, in lists, as a task."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants import clock
from grants.accounts.models import Person
from grants.applications import columns
from grants.applications.foretelling import know_by
from grants.applications.models import Application
from grants.awards.extending.foretelling import known_to_applicant
from grants.awards.extending.queries import Term, late_in, nearest_among, nearest_in, terms_in
from grants.awards.extending.services import on_declaration_changed
from grants.awards.letters.events import DeclarationChanged
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.policies import may_manage, may_read_office
from grants.calls.queries import calls_to_lead, rules_of
from grants.events import subscribe
from grants.web.filters import day, short_day, text
from grants.web.reader import reader
from grants.web.slots import Task, fill, offer_tasks

NEAR_DAYS = 14
"""How long before the last day the notice is offered."""
BEFORE_DECISION = frozenset({Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION})
Shown = dict[str, object] | None


def on_application(application: Application, **_context: object) -> Shown:
    """Show officials the last lawful day to decide on an application."""
    person, call = reader(), application.call
    if person is None or not may_read_office(person, call):
        return None
    term = terms_in(call, [application]).get(application.id)
    if term is None:
        return None
    return {"term": term, "near": term.days_left <= NEAR_DAYS, "extends": may_manage(person, call), "call": call}


def on_call_page(call: Call, **_context: object) -> Shown:
    """Point out a call whose term ends soon, and offer the notice that extends it."""
    term = nearest_in(call) if _is_awaited(call) else None
    if term is None or term.days_left > NEAR_DAYS:
        return None
    return {"term": term, "extends": may_manage(reader(), call)}


def coordinator_tasks(person: Person) -> list[Task]:
    """Return the calls of a coordinator whose term to decide ends soon."""
    calls = [call for call in calls_to_lead(person) if _is_awaited(call)]
    if not calls:
        return []
    near = {call_id: term for call_id, term in nearest_among(calls).items() if term.days_left <= NEAR_DAYS}
    shown = [call for call in calls if call.id in near]
    late = late_in(shown)
    return [_task(call, near[call.id], is_late=call.id in late) for call in shown]


def column(applications: list[columns.Listed]) -> columns.Cells:
    """Return the last lawful day to decide on each application of a page of the list."""
    if not applications:
        return {}
    terms = terms_in(applications[0].call, applications)
    return {one.id: short_day(terms[one.id].last_day) if one.id in terms else "" for one in applications}


def _is_awaited(call: Call) -> bool:
    return call.stage in BEFORE_DECISION and call.phase_at(clock.now()) is not Phase.OPEN


def _task(call: Call, term: Term, *, is_late: bool) -> Task:
    zone = ZoneInfo(rules_of(call).schedule.timezone)
    detail = _("The last lawful day to decide on an application is %(day)s.", day=day(term.last_day))
    late = _("A notice that extends the term left after it had ended.") if is_late else ""
    return Task(
        title=_("Decide, or extend the term: %(call)s", call=text(call.title)),
        url=url_for("extending.page", slug=call.slug),
        detail=f"{detail} {late}".rstrip(),
        due_at=datetime.combine(term.last_day + timedelta(days=1), time(), zone),
    )


def init_app(app: Flask) -> None:
    """Fill the places of earlier stages."""
    fill(app, "application.office", "awards/slots/term.html", on_application, order=20)
    fill(app, "call.urgent", "awards/slots/terms.html", on_call_page, order=70)
    offer_tasks(app, coordinator_tasks)
    know_by(app, known_to_applicant)
    subscribe(app, DeclarationChanged, on_declaration_changed)
    columns.offer(app, "decide_by", _l("Decide by"), column)
