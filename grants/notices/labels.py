"""The states of a message in the reader's words."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.notices.models import MessageState

STATES = {
    MessageState.QUEUED: _l("waiting"),
    MessageState.SENDING: _l("being sent"),
    MessageState.RETRYING: _l("to be tried again"),
    MessageState.SENT: _l("sent"),
    MessageState.FAILED: _l("failed"),
    MessageState.UNCERTAIN: _l("perhaps sent"),
}


def init_app(app: Flask) -> None:
    """Let templates name a state: `{{ message.state | message_state }}`."""
    app.jinja_env.filters["message_state"] = STATES.__getitem__
