"""The official's steps of a call."""

import pytest

from grants.calls.phase import Stage
from grants.calls.workflow import STEPS, WORKFLOW, Action
from grants.errors import Conflict
from grants.workflow import Impossible


def test_one_step_after_the_other_leads_to_the_results() -> None:
    stage, way = Stage.DRAFT, []
    while stage in STEPS:
        way.append(STEPS[stage])
        stage = WORKFLOW.target(stage, STEPS[stage])
    assert stage is Stage.RESULTS_PUBLISHED
    assert len(way) == 6


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.DECIDED, Stage.RESULTS_PUBLISHED, Stage.CANCELLED])
def test_what_is_a_draft_or_decided_cannot_be_cancelled(stage: Stage) -> None:
    with pytest.raises(Conflict):
        WORKFLOW.target(stage, Action.CANCEL)


def test_the_log_names_a_refused_step_in_codes() -> None:
    with pytest.raises(Impossible) as refused:
        WORKFLOW.target(Stage.SCORING, Action.START_CHECKING)
    assert str(refused.value) == "call: start_checking is not possible while scoring"
