"""The evaluation stage: administrative checks, the committee, conflicts of interest, score sheets."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.accounts.personal import offer_data
from grants.applications import barriers, columns
from grants.applications.events import ApplicationClarified, ApplicationSubmitted, ApplicationWithdrawn
from grants.calls.course import offer_steps
from grants.calls.events import CallAmended, CallCancelled, PromiseMissed, StageChanged
from grants.calls.services import guard
from grants.calls.workflow import Action
from grants.evaluation import audiences, audit, course, notices, own_words, panels, progress, tasks, truth, views
from grants.evaluation.assigning import notices as assigning
from grants.evaluation.entering import notices as entering
from grants.evaluation.interests import notices as interests
from grants.evaluation.interests.queries import closed_to, in_conflict
from grants.evaluation.objections import notices as objections
from grants.evaluation.objections.views import on_application
from grants.evaluation.pace import late, moved
from grants.evaluation.pace import notices as pace
from grants.evaluation.personal import data_of
from grants.evaluation.seats import notices as seats
from grants.evaluation.services import confirming, notes
from grants.events import subscribe
from grants.notices.batches.audiences import offer_barrier
from grants.notices.register import register
from grants.web.slots import fill, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages, the guards of a call's steps, the slots, columns and tasks of the evaluation."""
    views.init_app(app)
    audit.init_app(app)
    for told in (notices, seats, assigning, interests, objections, pace, moved, late, entering):
        register(app, told.EVENTS)
    truth.init_app(app)
    barriers.offer(app, in_conflict)
    offer_barrier(app, closed_to)
    audiences.init_app(app)
    own_words.init_app(app)
    subscribe(app, CallAmended, moved.on_amended)
    subscribe(app, PromiseMissed, late.on_missed)
    subscribe(app, StageChanged, progress.on_stage_changed)
    subscribe(app, ApplicationSubmitted, progress.on_submitted)
    subscribe(app, ApplicationClarified, confirming.on_clarified)
    subscribe(app, StageChanged, notes.on_stage_changed)
    subscribe(app, CallCancelled, notes.on_cancelled)
    subscribe(app, ApplicationWithdrawn, notes.on_withdrawn)
    guard(app, Action.START_SCORING, progress.unchecked)
    guard(app, Action.START_SCORING, progress.unseated)
    guard(app, Action.START_SCORING, progress.unassigned)
    guard(app, Action.START_DELIBERATION, progress.unscored)
    fill(app, "call.office", "evaluation/panels/call.html", panels.call_panel, order=30)
    offer_steps(app, course.steps, order=20)
    fill(app, "application.office", "evaluation/panels/application.html", panels.application_panel, order=30)
    fill(app, "application.office", "evaluation/panels/sheets.html", panels.sheets_panel, order=35)
    fill(app, "application.page", "evaluation/objections/panel.html", on_application, order=30)
    fill(app, "layout.menu", "evaluation/menu.html", tasks.menu, order=20)
    columns.offer(app, "checks", _l("Checks"), panels.checks_column)
    offer_tasks(app, tasks.evaluator_tasks)
    offer_tasks(app, tasks.checking_tasks, tasks.ANYTHING_TO_CHECK)
    offer_tasks(app, tasks.objection_tasks, tasks.ANY_OBJECTION)
    offer_data(app, data_of)
