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
    """Let templates name a state: `{{ message.state | message_state }}`, and the journal what is done to a message."""
    from grants.journal.words import offer_actions, offer_kind  # not above: the journal knows people, who get messages

    app.jinja_env.filters["message_state"] = STATES.__getitem__
    offer_actions(app, {"message.sent_again": _l("Message put back to be sent again")})
    offer_kind(app, "message", _l("message"), STATES)
