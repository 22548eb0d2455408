"""An applicant learns from the time line how the call goes, and of the outcome nothing before the letter."""

from datetime import timedelta

import pytest

from grants import clock
from grants.applications.models import Application, ApplicationState
from grants.applications.timeline import Event, timeline_of
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_deliberated_call,
    a_told_call,
    application_in,
    ineligible,
    judged,
)

pytestmark = pytest.mark.usefixtures("session")

BOTH = (judged("A-1", "5", "5"), ineligible("A-2"), judged("A-3"))


def line_of(application: Application, phase: Phase) -> list[Event]:
    """Return the time line but for the moment of the receipt, which each applicant knows of their own."""
    return timeline_of(application, phase)[1:]


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION])
def test_who_is_not_admitted_sees_the_same_as_who_wins(stage: Stage) -> None:
    call = a_deliberated_call(*BOTH)
    call.stage = stage
    application_in(call, "A-1").state = ApplicationState.SCORED
    application_in(call, "A-2").state = ApplicationState.CHECKED
    assert _seen(call, "A-1") == _seen(call, "A-2")


def test_so_it_is_between_the_decision_and_the_letters() -> None:
    call = a_decided_call(*BOTH)
    assert _seen(call, "A-1") == _seen(call, "A-2") == _seen(call, "A-3")
    assert _seen(call, "A-1")[-1].state == "current"


def test_the_letter_ends_the_decision_and_begins_the_term_to_contest() -> None:
    call = a_told_call(*BOTH)
    titles = {event.title: event for event in _seen(call, "A-2")}
    assert titles["Decision"].state == "done"
    assert titles["You can contest the decision"].state == "current"


def test_the_last_day_by_law_is_named_while_the_decision_is_awaited() -> None:
    call = a_deliberated_call(*BOTH)
    assert "The last day by law is" in " ".join(_seen(call, "A-1")[-1].notes)


def test_a_letter_that_waits_longer_than_promised_is_late() -> None:
    call = a_decided_call(*BOTH)
    with clock.at(DELIBERATED + timedelta(days=400)):
        assert _seen(call, "A-1")[-1].late


def _seen(call: Call, reference: str) -> list[Event]:
    return line_of(application_in(call, reference), call.phase_at(clock.now()))
