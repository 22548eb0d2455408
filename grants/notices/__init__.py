"""The outbox: messages are rows of the transaction that causes them, and are delivered afterwards."""

from flask import Flask

from grants.notices import rendering


def init_app(app: Flask) -> None:
    """Connect the words of messages; nobody is woken by a new one until a worker says how."""
    app.extensions.setdefault("wake", lambda: None)
    rendering.init_app(app)
