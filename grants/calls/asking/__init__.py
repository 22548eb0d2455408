"""Questions and answers about calls, asked without an account, and news of calls by e-mail."""

from flask import Flask

from grants.calls.asking import audit, notices, own_words, slots
from grants.calls.asking.news import on_amended, on_cancelled, on_moved, on_published
from grants.calls.asking.tasks import ANY_QUESTION, tasks_for
from grants.calls.asking.views import following, office, public
from grants.calls.events import CallAmended, CallCancelled, CallPublished, StageChanged
from grants.events import subscribe
from grants.notices.register import register
from grants.web.slots import fill, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages, the words and what makes news."""
    for part in (public, office, following):
        app.register_blueprint(part.blueprint)
    audit.init_app(app)
    register(app, notices.EVENTS)
    own_words.init_app(app)
    offer_tasks(app, tasks_for, ANY_QUESTION)
    fill(app, "call.answers", "calls/asking/slot.html", slots.on_call_page)
    fill(app, "call.office", "calls/asking/on_office_page.html", slots.on_office_page, order=5)
    fill(app, "call.told", "calls/asking/told.html", slots.followers_told, order=20)
    fill(app, "call.announced", "calls/asking/told.html", slots.announced_to, order=20)
    fill(app, "call.amendment", "calls/asking/amendment_told.html", slots.followers_told, order=20)
    subscribe(app, CallPublished, on_published)
    subscribe(app, CallAmended, on_amended)
    subscribe(app, CallCancelled, on_cancelled)
    subscribe(app, StageChanged, on_moved)
