"""The states of letters and sittings: what has left or is over never goes back to what nobody saw."""

import pytest

from grants.awards.letters.models import LetterState
from grants.awards.letters.workflow import WORKFLOW as LETTERS
from grants.awards.letters.workflow import Step as LetterStep
from grants.awards.meetings.models import SittingState
from grants.awards.meetings.workflow import MEETINGS, WRITTEN, Step
from grants.workflow import Impossible


@pytest.mark.parametrize("state", [LetterState.SENDING, LetterState.SENT, LetterState.VOID])
@pytest.mark.parametrize("step", [LetterStep.PREPARE_AGAIN, LetterStep.SIGN, LetterStep.HAND_OVER, LetterStep.OVERTAKE])
def test_a_letter_that_has_left_or_is_void_is_neither_changed_nor_sent_again(
    state: LetterState, step: LetterStep
) -> None:
    with pytest.raises(Impossible):
        LETTERS.target(state, step)


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", [SittingState.CLOSED, SittingState.CANCELLED])
def test_nothing_leads_out_of_a_sitting_that_is_over(state: SittingState, step: Step) -> None:
    assert not MEETINGS.allows(state, step)
    assert not WRITTEN.allows(state, step)


def test_an_open_sitting_is_closed_and_never_cancelled() -> None:
    assert MEETINGS.target(SittingState.OPEN, Step.CLOSE) is SittingState.CLOSED
    with pytest.raises(Impossible):
        MEETINGS.target(SittingState.OPEN, Step.CANCEL)
