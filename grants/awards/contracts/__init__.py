"""Drafts of the contracts on awards: made from a text that officials edit, numbered, and kept as they were made."""

from flask import Flask

from grants.awards.contracts import slots, views
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect their pages, and the way to them."""
    app.register_blueprint(views.blueprint)
    fill(app, "application.office", "awards/slots/contract.html", slots.on_office_application, order=83)
