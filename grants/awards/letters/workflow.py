"""The states of a letter on its way, and what leads from one to the next."""

from enum import StrEnum

from grants.awards.letters.models import LetterState
from grants.workflow import Transition, Workflow


class Step(StrEnum):
    """Name what happens to a letter."""

    PREPARE_AGAIN = "prepare_again"
    SIGN = "sign"
    HAND_OVER = "hand_over"
    ARRIVE = "arrive"
    DISPATCH = "dispatch"
    COME_BACK = "come_back"
    COME_BACK_SIGNED = "come_back_signed"
    OVERTAKE = "overtake"


WORKFLOW = Workflow(
    "letter",
    (
        Transition(LetterState.PREPARED, Step.PREPARE_AGAIN, LetterState.PREPARED, "coordinator"),
        Transition(LetterState.PREPARED, Step.SIGN, LetterState.SIGNED, "coordinator"),
        Transition(LetterState.SIGNED, Step.SIGN, LetterState.SIGNED, "coordinator"),
        Transition(LetterState.PREPARED, Step.HAND_OVER, LetterState.SENDING, "coordinator"),
        Transition(LetterState.SIGNED, Step.HAND_OVER, LetterState.SENDING, "coordinator"),
        Transition(LetterState.SENDING, Step.ARRIVE, LetterState.SENT, "worker"),
        Transition(LetterState.PREPARED, Step.DISPATCH, LetterState.SENT, "coordinator"),
        Transition(LetterState.SIGNED, Step.DISPATCH, LetterState.SENT, "coordinator"),
        Transition(LetterState.SENDING, Step.COME_BACK, LetterState.PREPARED, "coordinator, or worker"),
        Transition(LetterState.SENT, Step.COME_BACK, LetterState.PREPARED, "coordinator, or worker"),
        Transition(LetterState.SENDING, Step.COME_BACK_SIGNED, LetterState.SIGNED, "coordinator, or worker"),
        Transition(LetterState.SENT, Step.COME_BACK_SIGNED, LetterState.SIGNED, "coordinator, or worker"),
        Transition(LetterState.PREPARED, Step.OVERTAKE, LetterState.VOID, "coordinator"),
        Transition(LetterState.SIGNED, Step.OVERTAKE, LetterState.VOID, "coordinator"),
    ),
)
