"""The guides of the documentation, served beside the pages they explain; hints that go away."""

from flask import Flask

from grants.site.guides import hints, views
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the pages, the link beside each step, and the hints."""
    app.register_blueprint(views.blueprint)
    fill(app, "layout.help", "site/guides/beside.html", views.beside)
    fill(app, "layout.hint", "site/guides/hint.html", hints.shown)
