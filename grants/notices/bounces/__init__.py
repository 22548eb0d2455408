"""Mail that came back, and complaints about it: read from a mailbox or handed over, and noted with the message."""

from flask import Flask

from grants.notices.bounces import labels, views


def init_app(app: Flask) -> None:
    """Take in reports where the settings let somebody hand them over, and give them words."""
    labels.init_app(app)
    views.init_app(app)
