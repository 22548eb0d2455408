"""The applications stage: drafts, forms from the rules, submission, receipts, withdrawal."""

from flask import Flask

from grants.accounts.events import AddressChanged, GuestSignedIn
from grants.accounts.personal import offer_data
from grants.applications import audiences, audit, course, labels, notices, own_words, reminders, slots, truth, views
from grants.applications.events import ApplicationSubmitted
from grants.applications.impact import impact_of, people_told
from grants.applications.personal import data_of
from grants.applications.queries import unreadable_among
from grants.applications.services.claiming import on_guest_signed_in
from grants.applications.services.extending import on_address_changed
from grants.applications.tasks import ANY_APPLICATION, tasks_for
from grants.applications.upkeep.amended import told_as_applicants
from grants.applications.upkeep.closing import (
    end_drafts,
    on_call_closed,
    on_call_discarded,
    on_call_published,
    on_submitted,
)
from grants.applications.workflow import WORKFLOW
from grants.calls.asking.news import told_otherwise
from grants.calls.course import offer_steps
from grants.calls.events import CallClosed, CallDiscarded, CallPublished
from grants.calls.services import wind_up_with
from grants.events import subscribe
from grants.notices.proving.sight import offer_veil
from grants.notices.register import register
from grants.web.slots import fill, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages of applications, what they show elsewhere, and what they do when a call ends."""
    views.init_app(app)
    audit.init_app(app)
    register(app, notices.EVENTS)
    reminders.init_app(app)
    own_words.init_app(app)
    truth.init_app(app)
    audiences.init_app(app)
    WORKFLOW.speak(states=labels.STATES, actions=labels.ACTIONS)
    wind_up_with(app, end_drafts)
    told_otherwise(app, told_as_applicants)
    subscribe(app, GuestSignedIn, on_guest_signed_in)
    subscribe(app, AddressChanged, on_address_changed)
    subscribe(app, ApplicationSubmitted, on_submitted)
    subscribe(app, CallClosed, on_call_closed)
    subscribe(app, CallPublished, on_call_published)
    subscribe(app, CallDiscarded, on_call_discarded)
    fill(app, "call.page", "applications/parts/on_call_page.html", slots.on_call_page, order=10)
    fill(app, "call.amendment", "applications/parts/on_amendment.html", impact_of, order=10)
    fill(app, "call.told", "applications/parts/told.html", people_told, order=10)
    fill(app, "call.office", "applications/parts/on_office_page.html", slots.on_office_page, order=10)
    offer_steps(app, course.steps, order=10)
    fill(app, "call.preview", "applications/parts/on_preview.html", lambda **_context: {})
    fill(app, "call.office", "applications/parts/on_trial.html", slots.on_draft, order=20)
    fill(app, "call.actions", "applications/parts/on_actions.html", lambda **_context: {})
    fill(app, "application.office", "applications/parts/same_number.html", slots.same_applicant, order=5)
    for page in ("application.page", "application.office", "application.draft"):
        fill(app, page, "applications/parts/confirmations.html", slots.behind, order=10)
    fill(app, "application.office", "applications/parts/came_back.html", slots.came_back, order=7)
    for page in ("application.page", "application.office"):
        fill(app, page, "applications/parts/clarifications.html", slots.clarified, order=20)
        fill(app, page, "applications/parts/attempts.html", slots.presses, order=90)
    fill(app, "application.office", "applications/parts/messages.html", lambda **_context: {}, order=95)
    offer_veil(app, unreadable_among)
    fill(app, "layout.menu", "applications/parts/in_menu.html", slots.in_menu, order=10)
    offer_data(app, data_of)
    offer_tasks(app, tasks_for, ANY_APPLICATION)
