"""What stands in the inbox of a person."""

from sqlalchemy import ColumnElement, and_, or_

from grants.notices.models import Message, MessageState
from grants.notices.workflow import WAITING

DIGEST = "digest"
"""The message of the day names what stands in the inbox, and has no place there itself."""
_TOLD = (MessageState.SENT, MessageState.KEPT)
NOT_TOLD_YET = (*WAITING, MessageState.SENDING, MessageState.GATHERED)
"""It waits: for the end of the quiet hours, for the message of the day, for a mail server."""
_NOT_ARRIVED = (MessageState.FAILED, MessageState.UNCERTAIN, MessageState.BOUNCED)
_IS_KEPT = and_(Message.secret.is_(False), Message.event != DIGEST)


def in_inbox() -> ColumnElement[bool]:
    """Return the condition of a message that its reader finds in the inbox.

    It has left, or was to: what is told once only, such as a decision, stands there when it was told and not before.
    What nobody keeps, and what became untrue before it left, does not.
    """
    not_arrived = and_(Message.state.in_(_NOT_ARRIVED), Message.once.is_(False))
    return and_(_IS_KEPT, or_(Message.state.in_(_TOLD), not_arrived))


def on_its_way() -> ColumnElement[bool]:
    """Return the condition of a message that its reader finds in the inbox while it waits, as long as it is true.

    Whether it is, `grants.notices.truth` knows, one message at a time. What is told once only is none of them, and what
    an official wrote to many is not either: that can be stopped until it leaves.
    """
    waits = Message.state.in_(NOT_TOLD_YET)
    return and_(_IS_KEPT, waits, Message.once.is_(False), Message.batch_id.is_(None))
