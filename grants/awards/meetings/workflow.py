"""The states of sittings and of written procedures in their place, and what leads from one to the next."""

from enum import StrEnum

from grants.awards.meetings.models import SittingKind, SittingState
from grants.workflow import Transition, Workflow

KEEPERS = "coordinator, secretary"


class Step(StrEnum):
    """Name what is done with a sitting."""

    CHANGE = "change"
    CANCEL = "cancel"
    OPEN = "open"
    CLOSE = "close"
    COUNT = "count"


MEETINGS = Workflow(
    "sitting",
    (
        Transition(SittingState.PLANNED, Step.CHANGE, SittingState.PLANNED, KEEPERS),
        Transition(SittingState.PLANNED, Step.CANCEL, SittingState.CANCELLED, KEEPERS),
        Transition(SittingState.PLANNED, Step.OPEN, SittingState.OPEN, KEEPERS),
        Transition(SittingState.OPEN, Step.CLOSE, SittingState.CLOSED, KEEPERS),
    ),
)
WRITTEN = Workflow(
    "written procedure",
    (
        Transition(SittingState.OPEN, Step.CHANGE, SittingState.OPEN, KEEPERS),
        Transition(SittingState.OPEN, Step.CANCEL, SittingState.CANCELLED, KEEPERS),
        Transition(SittingState.OPEN, Step.COUNT, SittingState.CLOSED, "the clock, or the last who votes"),
    ),
)
"""It runs from the moment at which it is asked for."""
WORKFLOWS = {SittingKind.MEETING: MEETINGS, SittingKind.WRITTEN: WRITTEN}
