"""Writing to the people of a call: a set is chosen, the list looked at, single messages edited, then it goes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.calls.writing import notices, truth, views
from grants.calls.writing.labels import ACTIONS, STATES
from grants.journal.words import offer_actions, offer_kind
from grants.notices.batches.workflow import WORKFLOW
from grants.notices.register import register
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the pages and the words."""
    app.register_blueprint(views.blueprint)
    truth.init_app(app)
    register(app, notices.EVENTS)
    WORKFLOW.speak(states=STATES, actions=ACTIONS)
    offer_kind(app, "batch", _l("message to many"), STATES)
    offer_actions(
        app,
        {
            "batch.begun": _l("Message to many begun"),
            "batch.dropped": _l("Message to many put away"),
            "batch.edited": _l("Single message of many edited"),
            "batch.resumed": _l("Rest of a message to many sent"),
            "batch.stopped": _l("Message to many stopped"),
            "batch.taken_back": _l("Message to many taken back"),
            "batch.written": _l("Message to many put into the outbox"),
        },
    )
    fill(app, "call.actions", "calls/writing/on_office_page.html", lambda **_context: {}, order=60)
