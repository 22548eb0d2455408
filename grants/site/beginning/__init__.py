"""The first steps of a new installation: what is still open before a first call, each step on its own page."""

from flask import Flask

from grants.notices.register import register
from grants.site.beginning import notices, tasks, views
from grants.web.slots import fill, offer_arrival, offer_tasks


def init_app(app: Flask) -> None:
    """Connect the pages, the test message, the task, and what organisers say about personal data."""
    app.register_blueprint(views.blueprint)
    register(app, notices.EVENTS)
    offer_tasks(app, tasks.tasks)
    offer_arrival(app, tasks.arrival)
    fill(app, "layout.hint", "site/beginning/on_step.html", views.on_step)
    fill(app, "organiser.page", "site/beginning/on_organiser.html", views.on_organiser, order=40)
    fill(app, "privacy.page", "site/beginning/on_privacy.html", views.on_privacy)
