"""The states of a batch, and what leads from one to the next."""

from enum import StrEnum

from grants.notices.batches.models import BatchState
from grants.workflow import Transition, Workflow


class Step(StrEnum):
    """Name what happens to a batch."""

    EDIT = "edit"
    BEGIN = "begin"
    TAKE_BACK = "take_back"
    FINISH = "finish"
    STOP = "stop"
    DROP = "drop"
    SEND_REST = "send_rest"


WORKFLOW = Workflow(
    "batch",
    (
        Transition(BatchState.PREPARED, Step.EDIT, BatchState.PREPARED, "official"),
        Transition(BatchState.PREPARED, Step.DROP, BatchState.DROPPED, "official"),
        Transition(BatchState.PREPARED, Step.BEGIN, BatchState.BEGUN, "official"),
        Transition(BatchState.BEGUN, Step.TAKE_BACK, BatchState.PREPARED, "official, before its first message"),
        Transition(BatchState.BEGUN, Step.FINISH, BatchState.WRITTEN, "worker"),
        Transition(BatchState.BEGUN, Step.STOP, BatchState.STOPPED, "official"),
        Transition(BatchState.WRITTEN, Step.STOP, BatchState.STOPPED, "official"),
        Transition(BatchState.STOPPED, Step.SEND_REST, BatchState.BEGUN, "official who wrote it"),
    ),
)
