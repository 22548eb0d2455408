"""An applicant sees where the application stands, what comes next, and when."""

from collections.abc import Sequence

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.models import Application
from grants.applications.timeline import timeline_of
from grants.calls.models import Stage
from grants.calls.phase import Phase
from grants.db import db
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import CLOSED
from tests.integration.applications.conftest import SignIn


@pytest.fixture
def sent(anna: Person) -> Application:
    return a_submitted(an_open_call(), anna)


@pytest.mark.parametrize(
    ("phase", "states"),
    [
        (Phase.OPEN, ["done", "current", "ahead", "ahead", "ahead"]),
        (Phase.CLOSED, ["done", "done", "current", "ahead", "ahead"]),
        (Phase.CHECKING, ["done", "done", "current", "ahead", "ahead"]),
        (Phase.SCORING, ["done", "done", "done", "current", "ahead"]),
        (Phase.DELIBERATION, ["done", "done", "done", "done", "current"]),
        (Phase.DECIDED, ["done", "done", "done", "done", "current"]),
        (Phase.CANCELLED, []),
    ],
)
def test_it_follows_the_phase_of_the_call(sent: Application, phase: Phase, states: Sequence[str]) -> None:
    assert [event.state for event in timeline_of(sent, phase)] == list(states)


def test_what_was_withdrawn_has_none(sent: Application, anna: Person) -> None:
    services.withdraw(application=sent, actor=anna)
    assert timeline_of(sent, Phase.OPEN) == []


def test_the_page_says_what_happens_now_and_when_the_next_thing_is_due(
    sent: Application, anna: Person, as_person: SignIn
) -> None:
    sent.call.stage = Stage.SCORING
    db.session.commit()
    with clock.at(CLOSED):
        page = as_person(anna).see(f"/applications/{sent.id}")
    current = page.tree.find(".//li[@aria-current='step']")
    assert current is not None
    assert "Evaluation" in "".join(current.itertext())
    assert "By then the committee has judged it." in page.text
