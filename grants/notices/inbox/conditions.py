"""What stands in the inbox of a person."""

from sqlalchemy import ColumnElement, and_, or_

from grants.notices.models import Message, MessageState
from grants.notices.workflow import WAITING

DIGEST = "digest"
"""The message of the day names what stands in the inbox, and has no place there itself."""
TOLD = (MessageState.SENT, MessageState.KEPT)
NOT_TOLD_YET = (*WAITING, MessageState.SENDING, MessageState.GATHERED)
"""It waits: for the end of the quiet hours, for the message of the day, for a mail server."""
_NOT_ARRIVED = (MessageState.FAILED, MessageState.UNCERTAIN, MessageState.BOUNCED)


def in_inbox() -> ColumnElement[bool]:
    """Return the condition of a message that its reader finds in the inbox.

    It stands there at once, whenever its e-mail leaves; but what is told once only, such as a decision, when it was
    told and not before. What nobody keeps, and what became untrue before it left, does not.
    """
    there = and_(Message.state.in_((*NOT_TOLD_YET, *_NOT_ARRIVED)), Message.once.is_(False))
    return and_(Message.secret.is_(False), Message.event != DIGEST, or_(Message.state.in_(TOLD), there))
