"""The awards stage: ranking, ties, decisions, letters, public results."""

from flask import Flask

from grants.applications.telling import tell_by
from grants.awards import (
    audiences,
    audit,
    contracts,
    course,
    deliberation,
    handouts,
    letters,
    meetings,
    minutes,
    own_words,
    slots,
    tasks,
    truth,
)
from grants.awards.casefile import views as casefile
from grants.awards.contests import connecting as contests
from grants.awards.deciding import ended
from grants.awards.deciding import notices as deciding
from grants.awards.deciding.leftover import left_to
from grants.awards.deciding.views import anew, departures, whatif
from grants.awards.extending import panels as terms
from grants.awards.extending import views as extending
from grants.awards.late import views as late
from grants.awards.letters.obstacles import unsent_letters
from grants.awards.obstacles import obstacles
from grants.awards.picturing import views as picturing
from grants.awards.publishing import telling
from grants.awards.queries import told_among
from grants.awards.reporting import notices as reporting
from grants.awards.reporting import tasks as late_reports
from grants.awards.views import decisions, ranking, reports, results, worth
from grants.awards.wordings import views as wordings
from grants.awards.wordings.services import on_discarded
from grants.calls.course import offer_steps
from grants.calls.events import CallDiscarded
from grants.calls.services import guard
from grants.calls.starting.leftover import offer_leftover
from grants.calls.workflow import Action
from grants.events import subscribe
from grants.notices.register import register
from grants.web.slots import fill, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages of the decision, what it asks for first, and what it shows on the pages of earlier stages."""
    for part in (
        ranking,
        worth,
        decisions,
        reports,
        results,
        late,
        departures,
        anew,
        whatif,
        wordings,
        extending,
        casefile,
    ):
        app.register_blueprint(part.blueprint)
    audit.init_app(app)
    register(app, deciding.EVENTS)
    truth.init_app(app)
    offer_leftover(app, left_to)
    audiences.init_app(app)
    own_words.init_app(app)
    deliberation.init_app(app)
    handouts.init_app(app)
    contracts.init_app(app)
    terms.init_app(app)
    subscribe(app, CallDiscarded, on_discarded)
    letters.init_app(app)
    telling.init_app(app)
    reporting.init_app(app)
    picturing.init_app(app)
    meetings.init_app(app)
    minutes.init_app(app)
    contests.init_app(app)
    tell_by(app, told_among)
    guard(app, Action.CONFIRM, obstacles)
    guard(app, Action.PUBLISH_RESULTS, unsent_letters)
    offer_tasks(app, ended.tasks_for, ended.ANY_RESERVE)
    offer_tasks(app, late_reports.tasks_for, late_reports.ANY_REPORT_OWED)
    offer_tasks(app, tasks.applicant_tasks, tasks.ANY_DECISION)
    offer_tasks(app, tasks.coordinator_tasks)
    offer_tasks(app, tasks.committee_tasks)
    fill(app, "call.page", "awards/slots/call.html", slots.on_call_page, order=10)
    fill(app, "organiser.page", "awards/slots/organiser.html", lambda **_context: {})
    fill(app, "evaluation.sheet", "awards/slots/sheet.html", slots.on_sheet)
    offer_steps(app, course.steps, order=30)
    fill(app, "programme.page", "awards/slots/programme.html", slots.on_programme)
    fill(app, "application.office", "awards/slots/elsewhere.html", slots.elsewhere, order=85)
    fill(app, "application.office", "awards/slots/report.html", slots.report, order=82)
    fill(app, "application.office", "awards/slots/case_file.html", slots.case_file, order=98)
    for place in ("application.page", "application.office"):
        fill(app, place, "awards/slots/application.html", slots.on_application, order=80)
