"""A committee that proposes to the council: a proposal, the council's decision, and each change with its reason."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from grants.accounts.models import Person
from grants.applications.services import withdraw
from grants.awards import services
from grants.awards.deciding.approving import (
    MAX_RESOLUTION,
    Resolution,
    approved_in,
    propose,
    proposed,
    take_proposal_back,
)
from grants.awards.deciding.comparing import changed_since
from grants.awards.deciding.departing import Wanted, depart
from grants.awards.deciding.models import Approval, Body, Departing
from grants.awards.models import Decision, Outcome
from grants.awards.queries import decision_on, standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from tests.factories.awards import a_deliberated_call, a_member, an_official_of, application_in, judged
from tests.integration.awards.conftest import Browser
from tests.integration.awards.deciding.test_anew import MONEY

pytestmark = pytest.mark.usefixtures("monday")

COUNCIL = {"size": 3, "quorum": 3, "decided_by": "council"}
TODAY = date(2030, 1, 14)
DECISIONS = "/office/calls/piemers-2030/decisions"
WHY = "Dome novirza līdzekļus citam mērķim."


@pytest.fixture
def call() -> Call:
    """Return a call whose committee proposes A-1 and A-2 for awards and A-3 for the reserve."""
    return a_deliberated_call(
        judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), funding=MONEY, committee=COUNCIL
    )


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def proposal(call: Call, actor: Person) -> Approval:
    return propose(call=call, actor=actor, seen=proposed(standing_of(call)).digest)


def resolved(call: Call, actor: Person, number: str = "15", on: date = TODAY, **more: Any) -> list[Decision]:
    return services.confirm(call=call, actor=actor, resolution=Resolution(number, on), **more)


def council(call: Call, reference: str, actor: Person, outcome: Departing = Departing.REJECTED) -> None:
    application = application_in(call, reference)
    depart(application=application, wanted=Wanted(outcome, WHY), seen=0, actor=actor, body=Body.COUNCIL)


def test_nothing_is_decided_before_the_committee_has_proposed(call: Call, official: Person) -> None:
    with pytest.raises(Conflict):
        resolved(call, official)


def test_nothing_is_decided_without_the_councils_decision(call: Call, official: Person) -> None:
    proposal(call, official)
    with pytest.raises(Conflict):
        services.confirm(call=call, actor=official)


def test_the_councils_decision_stands_in_every_decision(call: Call, official: Person) -> None:
    proposal(call, official)
    made = resolved(call, official)
    assert {(one.resolution_number, one.resolution_date) for one in made} == {("15", TODAY)}
    assert call.stage is Stage.DECIDED


def test_the_council_changes_a_row_with_a_reason_and_the_table_names_it(call: Call, official: Person) -> None:
    made = proposal(call, official)
    council(call, "A-1", official)
    changed = changed_since(made, standing_of(call))
    told = [(one.application.reference, one.before, one.after) for one in changed]
    assert told == [("A-1", "awarded", "rejected"), ("A-3", "reserve", "awarded")]
    assert changed[0].departure is not None
    assert changed[0].departure.reason == WHY
    resolved(call, official)
    decision = decision_on(application_in(call, "A-1"))
    assert decision is not None
    assert (decision.outcome, decision.because) == (Outcome.REJECTED, WHY)


def test_the_council_decides_on_nothing_before_it_is_proposed(call: Call, official: Person) -> None:
    with pytest.raises(Conflict):
        council(call, "A-1", official)


def test_the_committee_changes_nothing_behind_the_councils_back(call: Call, official: Person) -> None:
    proposal(call, official)
    wanted = Wanted(Departing.REJECTED, WHY)
    with pytest.raises(Conflict):
        depart(application=application_in(call, "A-1"), wanted=wanted, seen=0, actor=official)


def test_a_proposal_is_void_when_what_it_proposed_changes(call: Call, official: Person) -> None:
    member = a_member(call, "A-1")
    proposal(call, official)
    withdraw(application=application_in(call, "A-1"), actor=member)
    approved = approved_in(call, standing_of(call))
    assert (approved.proposal, approved.void) == (None, True)
    with pytest.raises(Conflict):
        resolved(call, official)


def test_a_proposal_taken_back_can_be_changed_and_forgets_what_the_council_said(call: Call, official: Person) -> None:
    proposal(call, official)
    council(call, "A-1", official)
    for _twice in range(2):
        take_proposal_back(call=call, actor=official)
    assert not approved_in(call, standing_of(call)).void
    proposal(call, official)
    assert standing_of(call).departures == {}


def test_proposing_twice_is_once(call: Call, official: Person) -> None:
    assert proposal(call, official).id == proposal(call, official).id
    assert db.session.scalar(select(func.count()).select_from(Approval)) == 1


def test_a_proposal_other_than_was_seen_is_not_made(call: Call, official: Person) -> None:
    with pytest.raises(Stale):
        propose(call=call, actor=official, seen="something else")


@pytest.mark.parametrize("number", ["", " ", "1" * (MAX_RESOLUTION + 1)])
def test_a_number_is_needed_and_has_an_end(call: Call, official: Person, number: str) -> None:
    proposal(call, official)
    with pytest.raises(Invalid):
        resolved(call, official, number)


@pytest.mark.parametrize("on", [date(2030, 1, 13), date(2030, 1, 15)])
def test_the_council_decided_after_the_proposal_and_not_in_the_time_to_come(
    call: Call, official: Person, on: date
) -> None:
    proposal(call, official)
    with pytest.raises(Invalid):
        resolved(call, official, on=on)


def test_a_committee_that_decides_itself_proposes_nothing(official: Person) -> None:
    call = a_deliberated_call(slug="pati")
    with pytest.raises(Conflict):
        proposal(call, an_official_of(call, name="Otra"))


def test_the_whole_way_by_browser(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    page = browser.send(browser.see(DECISIONS), button="Confirm the proposal to the council")
    assert "The committee's proposal lies before the council" in page.text
    refused = browser.send(page, {"number": "15", "on": "1.1.2030"}, button="Confirm the decisions", status=422)
    assert "This day lies before the proposal" in refused.text
    after = browser.send(page, {"number": "15", "on": "14.01.2030"}, button="Confirm the decisions")
    assert "3 decisions are confirmed." in after.text


BY_TWO = {"size": 3, "quorum": 3, "decided_by": "committee", "confirmed_by_two": True}


class TestTwo:
    def test_the_first_decides_nothing_and_another_confirms_the_same(self) -> None:
        call = a_deliberated_call(committee=BY_TWO)
        first, second = an_official_of(call), an_official_of(call, name="Olga")
        for _twice in range(2):
            assert services.confirm(call=call, actor=first) == []
        assert len(services.confirm(call=call, actor=second)) == 4

    def test_what_changed_in_between_has_to_be_confirmed_anew(self) -> None:
        call = a_deliberated_call(committee=BY_TWO)
        member = a_member(call, "A-1")
        first, second = an_official_of(call), an_official_of(call, name="Olga")
        services.confirm(call=call, actor=first)
        withdraw(application=application_in(call, "A-1"), actor=member)
        assert approved_in(call, standing_of(call)).void
        assert services.confirm(call=call, actor=second) == []
        assert call.stage is Stage.DELIBERATION

    def test_the_second_confirms_the_same_decision_of_the_council(self) -> None:
        call = a_deliberated_call(committee=COUNCIL | {"confirmed_by_two": True})
        first, second = an_official_of(call), an_official_of(call, name="Olga")
        proposal(call, first)
        assert resolved(call, first) == []
        assert resolved(call, second, "16") == []
        assert len(resolved(call, first, "16")) == 4

    def test_both_see_how_far_it_is(self, browser_of: Browser) -> None:
        call = a_deliberated_call(committee=BY_TWO)
        first, second = browser_of(an_official_of(call)), browser_of(an_official_of(call, name="Olga"))
        after = first.send(first.see(DECISIONS), button="Confirm the decisions")
        assert "Another official still has to confirm the same." in after.text
        assert all("Confirm the decisions" not in form.buttons for form in after.forms)
        page = second.see(DECISIONS)
        assert "One official has confirmed this already." in page.text
        assert "4 decisions are confirmed." in second.send(page, button="Confirm the decisions").text
