"""Connect the pages of choices and the message of the day; apart, because queueing asks what was chosen."""

from flask import Flask

from grants.notices.choices import digest
from grants.notices.choices.views import blueprint
from grants.notices.register import register


def init_app(app: Flask) -> None:
    """Connect them."""
    app.register_blueprint(blueprint)
    register(app, digest.EVENTS)
