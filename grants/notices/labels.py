"""The states of a message in the reader's words."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.notices.models import MessageState, Withheld

STATES = {
    MessageState.QUEUED: _l("waiting"),
    MessageState.SENDING: _l("being sent"),
    MessageState.RETRYING: _l("to be tried again"),
    MessageState.SENT: _l("sent"),
    MessageState.FAILED: _l("failed"),
    MessageState.UNCERTAIN: _l("perhaps sent"),
    MessageState.BOUNCED: _l("came back"),
    MessageState.CANCELLED: _l("not sent any more"),
    MessageState.GATHERED: _l("waiting for the message of the day"),
    MessageState.KEPT: _l("in the inbox"),
}
WITHHELD = {
    Withheld.DONE: _l("what it asks for was done before it left"),
    Withheld.MOVED: _l("the time it names was changed before it left"),
    Withheld.OVER: _l("what it is about was over before it left"),
    Withheld.NOT_THEIRS: _l("its reader does not work on the application any more"),
    Withheld.SEAT_LOST: _l("its reader does not hold the role any more"),
    Withheld.CONFLICT: _l("its reader is in a conflict of interest"),
    Withheld.STOPPED: _l("an official stopped it"),
}


def init_app(app: Flask) -> None:
    """Let templates name a state: `{{ message.state | message_state }}`, and the journal what is done to a message."""
    from grants.journal.words import offer_actions, offer_kind  # not above: the journal knows people, who get messages

    app.jinja_env.filters["message_state"] = STATES.__getitem__
    app.jinja_env.filters["message_withheld"] = WITHHELD.__getitem__
    offer_actions(
        app,
        {
            "message.sent_again": _l("Message put back to be sent again"),
            "message.readdressed": _l("Message put back to be sent to another address"),
            "message.bounced": _l("Message came back"),
        },
    )
    offer_kind(app, "message", _l("message"), STATES)
