"""When those with something unsubmitted are reminded of the deadline; officials choose it for each call."""

from flask import Flask

from grants.applications.reminders.views import blueprint
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the page."""
    app.register_blueprint(blueprint)
    fill(app, "call.actions", "applications/reminders/action.html", lambda **_context: {}, order=60)
