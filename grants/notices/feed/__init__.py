"""The tasks and dates of a person, for the program that holds their calendar."""

from flask import Flask

from grants.notices.feed.views import blueprint


def init_app(app: Flask) -> None:
    """Connect the pages."""
    app.register_blueprint(blueprint)
