"""The messages of a call for its officials: found, read, sent again, printed as evidence."""

from flask import Flask

from grants.calls.messages import views


def init_app(app: Flask) -> None:
    """Connect the pages."""
    app.register_blueprint(views.blueprint)
