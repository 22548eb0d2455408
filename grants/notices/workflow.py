"""The states of a message on its way, and what leads from one to the next."""

from enum import StrEnum

from sqlalchemy import bindparam

from grants.notices.models import Message, MessageState
from grants.workflow import Transition, Workflow


class Step(StrEnum):
    """Name what happens to a message."""

    BEGIN = "begin"
    ARRIVE = "arrive"
    POSTPONE = "postpone"
    GIVE_UP = "give_up"
    DOUBT = "doubt"
    CANCEL = "cancel"
    BOUNCE = "bounce"
    SEND_AGAIN = "send_again"
    TELL = "tell"
    SEND_REST = "send_rest"


WORKFLOW = Workflow(
    "message",
    (
        Transition(MessageState.QUEUED, Step.BEGIN, MessageState.SENDING, "worker"),
        Transition(MessageState.RETRYING, Step.BEGIN, MessageState.SENDING, "worker"),
        Transition(MessageState.QUEUED, Step.POSTPONE, MessageState.RETRYING, "worker"),
        Transition(MessageState.RETRYING, Step.POSTPONE, MessageState.RETRYING, "worker"),
        Transition(MessageState.SENDING, Step.POSTPONE, MessageState.RETRYING, "worker"),
        Transition(MessageState.SENDING, Step.ARRIVE, MessageState.SENT, "worker"),
        Transition(MessageState.RETRYING, Step.ARRIVE, MessageState.SENT, "worker, heard of late"),
        Transition(MessageState.UNCERTAIN, Step.ARRIVE, MessageState.SENT, "worker, heard of late"),
        Transition(MessageState.SENDING, Step.GIVE_UP, MessageState.FAILED, "worker"),
        Transition(MessageState.SENDING, Step.DOUBT, MessageState.UNCERTAIN, "worker"),
        Transition(MessageState.QUEUED, Step.CANCEL, MessageState.CANCELLED, "official"),
        Transition(MessageState.RETRYING, Step.CANCEL, MessageState.CANCELLED, "official"),
        Transition(MessageState.SENDING, Step.CANCEL, MessageState.CANCELLED, "worker, before it speaks to a server"),
        Transition(MessageState.GATHERED, Step.TELL, MessageState.KEPT, "worker, by the message of the day"),
        Transition(MessageState.GATHERED, Step.CANCEL, MessageState.CANCELLED, "worker"),
        Transition(MessageState.CANCELLED, Step.SEND_REST, MessageState.QUEUED, "official, of a message to many"),
        Transition(MessageState.SENT, Step.BOUNCE, MessageState.BOUNCED, "worker"),
        Transition(MessageState.UNCERTAIN, Step.BOUNCE, MessageState.BOUNCED, "worker"),
        Transition(MessageState.BOUNCED, Step.SEND_AGAIN, MessageState.QUEUED, "official"),
        Transition(MessageState.FAILED, Step.SEND_AGAIN, MessageState.QUEUED, "official"),
        Transition(MessageState.UNCERTAIN, Step.SEND_AGAIN, MessageState.QUEUED, "official"),
    ),
)
WAITING = tuple(state for state in MessageState if WORKFLOW.allows(state, Step.BEGIN))
"""States in which a message waits for a worker."""
IS_WAITING = Message.state.in_(bindparam("waiting", WAITING, expanding=True, literal_execute=True))
"""The condition that it does, written out for the index of those that do: a value that comes later is none of it."""
STUCK = tuple(state for state in MessageState if WORKFLOW.allows(state, Step.SEND_AGAIN))
"""States from which only a person gets a message further."""
