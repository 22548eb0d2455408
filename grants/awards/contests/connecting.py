"""Connect the pages of complaints and what others show of them; apart, because deciding asks what is contested."""

from flask import Flask

from grants.awards.contests import notices, slots, tasks
from grants.awards.contests.queries import ANYTHING_WAITS
from grants.awards.contests.services import mailed
from grants.awards.contests.views import applicant, blueprint, evaluator, office, ruling
from grants.notices.register import register
from grants.web.slots import fill, offer_tasks

PAGES = (applicant, evaluator, office, ruling)
"""Modules that add their pages to the blueprint."""


def init_app(app: Flask) -> None:
    """Connect them."""
    app.register_blueprint(blueprint)
    register(app, notices.EVENTS)
    mailed.init_app(app)
    offer_tasks(app, tasks.tasks_for, ANYTHING_WAITS)
    fill(app, "call.urgent", "awards/contests/on_call.html", slots.on_office_page, order=82)
    fill(app, "application.office", "awards/contests/on_office_application.html", slots.on_office_application, order=81)
    fill(app, "application.page", "awards/contests/on_application.html", slots.on_application, order=81)
