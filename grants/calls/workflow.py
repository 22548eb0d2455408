"""The official's steps of a call, from the draft to the published results."""

from enum import StrEnum

from grants.calls.phase import Stage
from grants.workflow import Transition, Workflow


class Action(StrEnum):
    """Name what an official does to a call."""

    PUBLISH = "publish"
    START_CHECKING = "start_checking"
    START_SCORING = "start_scoring"
    START_DELIBERATION = "start_deliberation"
    CONFIRM = "confirm"
    PUBLISH_RESULTS = "publish_results"
    CANCEL = "cancel"


CANCELLABLE = (Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION)
"""A draft is nobody's business yet, and what is decided can only be revoked."""

WORKFLOW: Workflow[Stage, Action] = Workflow(
    "call",
    [
        Transition(Stage.DRAFT, Action.PUBLISH, Stage.PUBLISHED, "coordinator", "CallPublished"),
        Transition(Stage.PUBLISHED, Action.START_CHECKING, Stage.CHECKING, "coordinator", "StageChanged"),
        Transition(Stage.CHECKING, Action.START_SCORING, Stage.SCORING, "coordinator", "StageChanged"),
        Transition(Stage.SCORING, Action.START_DELIBERATION, Stage.DELIBERATION, "coordinator", "StageChanged"),
        Transition(Stage.DELIBERATION, Action.CONFIRM, Stage.DECIDED, "coordinator", "StageChanged"),
        Transition(Stage.DECIDED, Action.PUBLISH_RESULTS, Stage.RESULTS_PUBLISHED, "coordinator", "StageChanged"),
        *(Transition(stage, Action.CANCEL, Stage.CANCELLED, "coordinator", "CallCancelled") for stage in CANCELLABLE),
    ],
)

STEPS: dict[Stage, Action] = {
    transition.source: transition.action
    for transition in WORKFLOW.transitions
    if transition.action is not Action.CANCEL
}
"""The one action that leads a call on from each stage."""

TARGETS: dict[Action, Stage] = {transition.action: transition.target for transition in WORKFLOW.transitions}
"""Where each action leads, from wherever it is possible."""
