"""Officials look for calls, applications and people by parts of words, among what their own pages show them."""

from flask import Flask

from grants.search import views
from grants.web.slots import fill


def init_app(app: Flask) -> None:
    """Connect the page, and the box in the menu of those who may."""
    app.register_blueprint(views.blueprint)
    fill(app, "layout.menu", "search/box.html", views.box, order=35)
