"""Minutes that write themselves from what was recorded in a sitting; approved by its chair and its secretary."""

from flask import Flask

from grants.awards.minutes import audit, tasks
from grants.awards.minutes.obstacles import obstacles
from grants.calls.services import guard
from grants.calls.workflow import Action
from grants.web.slots import offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages, the words of the journal, and what confirming a call waits for."""
    from grants.awards.minutes.views import minutes

    app.register_blueprint(minutes)
    audit.init_app(app)
    offer_tasks(app, tasks.approval_tasks, tasks.ANY_TO_APPROVE)
    guard(app, Action.CONFIRM, obstacles)
