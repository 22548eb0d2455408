"""Drafts of the contracts on awards: made from a text that officials edit, numbered, and kept as they were made."""

from flask import Flask

from grants.applications.truth import not_theirs
from grants.awards.contracts import notices, slots, views
from grants.notices.register import register
from grants.notices.truth import offer_truth
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect their pages, the way to them, and the message that sends one."""
    app.register_blueprint(views.blueprint)
    register(app, notices.EVENTS)
    for ask in (not_theirs, notices.is_overtaken):
        offer_truth(app, ask, notices.DRAFTED)
    fill(app, "application.office", "awards/slots/contract.html", slots.on_office_application, order=83)
