"""Where officials see the last lawful day to decide: on the page of an application, in the list, on the call's page."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants import clock
from grants.applications import columns
from grants.applications.models import Application
from grants.awards.extending.queries import nearest_in, terms_in
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.policies import may_manage, may_read_office
from grants.web.filters import day
from grants.web.reader import reader
from grants.web.slots import fill

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
    if call.stage not in BEFORE_DECISION or call.phase_at(clock.now()) is Phase.OPEN:
        return None
    term = nearest_in(call)
    if term is None or term.days_left > NEAR_DAYS:
        return None
    return {"term": term, "extends": may_manage(reader(), call)}


def column(applications: list[Application]) -> columns.Cells:
    """Return the last lawful day to decide on each application of a page of the list."""
    if not applications:
        return {}
    terms = terms_in(applications[0].call, applications)
    return {one.id: day(terms[one.id].last_day) if one.id in terms else "" for one in applications}


def init_app(app: Flask) -> None:
    """Fill the places of earlier stages."""
    fill(app, "application.office", "awards/slots/term.html", on_application, order=20)
    fill(app, "call.office", "awards/slots/terms.html", on_call_page, order=70)
    columns.offer(app, _l("Decide by"), column)
