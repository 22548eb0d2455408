"""Letters: prepared when decisions are confirmed, signed outside, sent by a channel each, with proof."""

from flask import Flask

from grants.awards.letters import labels
from grants.awards.letters.services import proving, sending
from grants.awards.letters.views import office
from grants.awards.letters.workflow import WORKFLOW


def init_app(app: Flask) -> None:
    """Connect the pages of letters, and what the outbox tells of them."""
    app.register_blueprint(office.blueprint)
    WORKFLOW.speak(states=labels.STATES, actions=labels.STEPS)
    sending.init_app(app)
    proving.init_app(app)
