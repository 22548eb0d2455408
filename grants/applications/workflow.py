"""What can happen to an application, from draft to decision."""

from enum import StrEnum

from grants.applications.models import ApplicationState as State
from grants.workflow import Transition, Workflow


class Action(StrEnum):
    """Name what is done to an application."""

    SUBMIT = "submit"
    END = "end"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    ASK = "ask"
    CLARIFY = "clarify"
    CHECK = "check"
    SCORE = "score"
    DECIDE = "decide"


WORKFLOW: Workflow[State, Action] = Workflow(
    "application",
    (
        Transition(State.DRAFT, Action.SUBMIT, State.SUBMITTED, "member who may sign", "ApplicationSubmitted"),
        Transition(State.SUBMITTED, Action.SUBMIT, State.SUBMITTED, "member who may sign", "ApplicationSubmitted"),
        Transition(State.DRAFT, Action.END, State.NOT_SUBMITTED, "the clock", "ApplicationNotSubmitted"),
        Transition(State.NOT_SUBMITTED, Action.REOPEN, State.DRAFT, "coordinator"),
        Transition(State.SUBMITTED, Action.ASK, State.IN_CLARIFICATION, "official"),
        Transition(State.CHECKED, Action.ASK, State.IN_CLARIFICATION, "official"),
        Transition(
            State.IN_CLARIFICATION,
            Action.CLARIFY,
            State.SUBMITTED,
            "member who may sign, or the clock",
            "ApplicationClarified",
        ),
        Transition(
            State.IN_CLARIFICATION, Action.WITHDRAW, State.WITHDRAWN, "member who may sign", "ApplicationWithdrawn"
        ),
        Transition(State.SUBMITTED, Action.CHECK, State.CHECKED, "official"),
        Transition(State.CHECKED, Action.SCORE, State.SCORED, "official"),
        Transition(State.CHECKED, Action.DECIDE, State.DECIDED, "coordinator"),
        Transition(State.SCORED, Action.DECIDE, State.DECIDED, "coordinator"),
        Transition(State.SUBMITTED, Action.WITHDRAW, State.WITHDRAWN, "member who may sign", "ApplicationWithdrawn"),
        Transition(State.CHECKED, Action.WITHDRAW, State.WITHDRAWN, "member who may sign", "ApplicationWithdrawn"),
        Transition(State.SCORED, Action.WITHDRAW, State.WITHDRAWN, "member who may sign", "ApplicationWithdrawn"),
    ),
)
