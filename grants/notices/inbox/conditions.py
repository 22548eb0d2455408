"""What stands in the inbox of a person."""

from sqlalchemy import ColumnElement, and_, or_

from grants.notices.models import Message, MessageState

DIGEST = "digest"
"""The message of the day names what stands in the inbox, and has no place there itself."""
_TOLD = (MessageState.SENT, MessageState.KEPT)
_NOT_ARRIVED = (MessageState.FAILED, MessageState.UNCERTAIN, MessageState.BOUNCED)


def in_inbox() -> ColumnElement[bool]:
    """Return the condition of a message that its reader finds in the inbox.

    It has left, or was to: what is told once only, such as a decision, stands there when it was told and not before.
    What nobody keeps, and what became untrue before it left, does not.
    """
    not_arrived = and_(Message.state.in_(_NOT_ARRIVED), Message.once.is_(False))
    return and_(Message.secret.is_(False), Message.event != DIGEST, or_(Message.state.in_(_TOLD), not_arrived))
