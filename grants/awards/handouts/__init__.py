"""What officials take to a meeting as files: spreadsheets, and the draft of a council's decision."""

from flask import Flask

from grants.awards.handouts import slots, views
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect their page, and the way to it."""
    app.register_blueprint(views.blueprint)
    fill(app, "call.office", "awards/slots/handouts.html", slots.on_office_page, order=84)
