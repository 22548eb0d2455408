"""Deciding anew: a wrong decision is corrected by a new one, and nothing is overwritten."""

from decimal import Decimal
from typing import Any

import pytest

from grants.accounts.models import Person
from grants.awards.deciding.anew import Anew, decide_anew
from grants.awards.deciding.departing import Wanted, depart
from grants.awards.deciding.models import Departing
from grants.awards.models import Act, Decision, Outcome
from grants.awards.publication import read_results
from grants.awards.queries import decision_on, decisions_on
from grants.awards.services import confirm
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden, Invalid, Stale
from tests.factories.awards import (
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.documents import Raw
from tests.integration.awards.conftest import Browser
from tests.integration.awards.deciding.test_departures import approved, chair_of

pytestmark = pytest.mark.usefixtures("monday")

WHY = "Pārskaitot punktus, atklājās kļūda."
MONEY: Raw = {
    "currency": "EUR",
    "amount": {"min": "1000.00", "max": "9000.00"},
    "limit": {"projects": 2, "total": "9200.00"},
    "when_short": "stop",
}
THREE = (judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), judged("A-4", "5", "2"))


@pytest.fixture
def call() -> Call:
    """Return a decided call: A-1 and A-2 awarded, A-3 in reserve, A-4 below the threshold."""
    return a_decided_call(*THREE, funding=MONEY)


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call, name="Olga")


def anew(call: Call, reference: str, outcome: Outcome, actor: Person, *, seen: int = 1, **more: Any) -> Decision:
    application = application_in(call, reference)
    return decide_anew(application=application, anew=Anew(outcome, WHY, **more), seen=seen, actor=actor)


def in_force(call: Call, reference: str) -> Decision:
    decision = decision_on(application_in(call, reference))
    assert decision is not None
    return decision


def test_an_administrator_corrects_a_winner_after_the_calculation(call: Call, official: Person) -> None:
    anew(call, "A-1", Outcome.REJECTED, official)
    anew(call, "A-3", Outcome.AWARDED, official)
    assert [in_force(call, name).outcome for name in ("A-1", "A-2", "A-3")] == [
        Outcome.REJECTED,
        Outcome.AWARDED,
        Outcome.AWARDED,
    ]


def test_the_earlier_decision_stays_as_it_was(call: Call, official: Person) -> None:
    first = in_force(call, "A-1")
    new = anew(call, "A-1", Outcome.REJECTED, official)
    assert [one.id for one in decisions_on(application_in(call, "A-1"))] == [first.id, new.id]
    assert (first.outcome, new.supersedes_id, new.sequence, new.act) == (
        Outcome.AWARDED,
        first.id,
        2,
        Act.CORRECTED,
    )
    assert new.number == "piemers-2030/5"
    assert new.because == WHY


def test_published_results_follow_the_new_decision_once_its_letter_has_left() -> None:
    call = a_published_call(*THREE, funding=MONEY)
    official = an_official_of(call, name="Olga")
    anew(call, "A-1", Outcome.REVOKED, official)
    assert [shown.title for shown in read_results(call).awarded] == ["Projekts A-1", "Projekts A-2"]
    letters_left(call, official)
    results = read_results(call)
    assert [shown.title for shown in results.awarded] == ["Projekts A-2"]
    assert ("revoked", 1) in results.counts


def test_what_was_on_hold_is_decided_later() -> None:
    call = a_deliberated_call(*THREE, funding=MONEY)
    official = an_official_of(call)
    wanted = Wanted(Departing.ON_HOLD, "Gaida dokumentu.")
    depart(application=application_in(call, "A-1"), wanted=wanted, seen=0, actor=official)
    approved(call, "A-1", chair_of(call))
    confirm(call=call, actor=official)
    made = anew(call, "A-1", Outcome.AWARDED, official)
    assert (made.act, made.amount, made.reasons) == (Act.TAKEN_UP, Decimal("4600.00"), [])


def test_an_award_above_what_is_left_is_refused(call: Call, official: Person) -> None:
    with pytest.raises(Invalid):
        anew(call, "A-3", Outcome.AWARDED, official)


@pytest.mark.parametrize("outcome", [Outcome.AWARDED, Outcome.RESERVE, Outcome.REVOKED, Outcome.ON_HOLD])
def test_what_a_threshold_rejects_is_not_awarded_later_either(call: Call, official: Person, outcome: Outcome) -> None:
    with pytest.raises(Invalid):
        anew(call, "A-4", outcome, official)


def test_a_decision_that_changes_nothing_is_none(call: Call, official: Person) -> None:
    with pytest.raises(Invalid):
        anew(call, "A-1", Outcome.AWARDED, official)


def test_a_reason_is_needed(call: Call, official: Person) -> None:
    with pytest.raises(Invalid):
        decide_anew(application=application_in(call, "A-1"), anew=Anew(Outcome.REJECTED, " "), seen=1, actor=official)


def test_twice_is_once(call: Call, official: Person) -> None:
    assert anew(call, "A-1", Outcome.REJECTED, official).id == anew(call, "A-1", Outcome.REJECTED, official).id


def test_two_officials_at_once_make_one_new_decision(call: Call, official: Person) -> None:
    anew(call, "A-1", Outcome.REJECTED, official)
    with pytest.raises(Stale):
        anew(call, "A-1", Outcome.RESERVE, official)


def test_there_is_a_time_for_it() -> None:
    call = a_deliberated_call()
    with pytest.raises(Conflict):
        anew(call, "A-1", Outcome.REJECTED, an_official_of(call))


def test_who_has_an_application_of_their_own_does_not_decide(call: Call, official: Person) -> None:
    a_member(call, "A-2", official)
    with pytest.raises(Forbidden):
        anew(call, "A-1", Outcome.REJECTED, official)


def test_an_official_makes_it_and_sees_what_was_decided_before(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    form = browser.see(f"/office/applications/{application_in(call, 'A-1').id}/decision/new")
    assert "piemers-2030/1" in form.text
    typed = {"outcome": "revoked", "reason": WHY}
    after = browser.send(form, typed, button="Make the new decision")
    assert "The new decision is made." in after.text
    assert "revoked" in after.text
