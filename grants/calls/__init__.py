"""Calls: the rules document, the schedule, publication and the steps of an official."""

from flask import Flask

from grants.calls import asking, audit, hidden, labels, messages, notice_texts, sentences, webhooks, writing
from grants.calls.lacking import lacking
from grants.calls.procedure import views as procedure
from grants.calls.promises import panels as promises
from grants.calls.promises import views as promising
from grants.calls.services import guard
from grants.calls.services.steps import still_open
from grants.calls.tasks import menu, tasks_for
from grants.calls.views import amending, files, office, preparing, programmes, public, rules, takeaways
from grants.calls.wording import said
from grants.calls.workflow import WORKFLOW, Action
from grants.web.slots import fill, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages and the tasks of calls."""
    for part in (public, programmes, takeaways, office, preparing, rules, files, amending, procedure, promising):
        app.register_blueprint(part.blueprint)
    app.add_template_filter(said)
    app.add_template_filter(sentences.amount, "amount_words")
    app.add_template_filter(sentences.limit, "limit_words")
    WORKFLOW.speak(states=labels.STAGES, actions=labels.ACTIONS)
    guard(app, Action.PUBLISH, lacking)
    guard(app, Action.START_CHECKING, still_open)
    offer_tasks(app, tasks_for)
    audit.init_app(app)
    promises.init_app(app)
    hidden.init_app(app)
    asking.init_app(app)
    notice_texts.init_app(app)
    writing.init_app(app)
    messages.init_app(app)
    webhooks.init_app(app)
    fill(app, "layout.menu", "calls/menu.html", menu, order=30)
