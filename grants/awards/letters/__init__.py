"""Letters: prepared when decisions are confirmed, signed outside, sent by a channel each, with proof."""

from flask import Flask

from grants.awards.letters.services import proving, sending
from grants.awards.letters.views import office


def init_app(app: Flask) -> None:
    """Connect the pages of letters, and what the outbox tells of them."""
    app.register_blueprint(office.blueprint)
    sending.init_app(app)
    proving.init_app(app)
