"""Deciding otherwise than the ranking has it: with a reason each, approved, and seen before it is confirmed."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.awards import services
from grants.awards.deciding.departing import (
    MAX_DEPARTURE,
    MAX_DEPARTURES,
    Wanted,
    approve_departure,
    depart,
    take_back,
)
from grants.awards.deciding.models import Departing, Departure
from grants.awards.models import Decision
from grants.awards.obstacles import obstacles
from grants.awards.queries import decisions_of, standing_of
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.journal.models import Entry
from tests.factories.awards import (
    a_decided_call,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    judged,
)
from tests.factories.documents import Raw
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

WHY = "Projekts dublē jau finansētu darbību."
MONEY: Raw = {
    "currency": "EUR",
    "amount": {"min": "1000.00", "max": "9000.00"},
    "limit": {"projects": 2, "total": "9200.00"},
    "when_short": "stop",
}


@pytest.fixture
def call() -> Call:
    """Return a call in which A-1 and A-2 get the two places, A-3 stands in reserve and A-4 misses the threshold."""
    return a_deliberated_call(
        judged("A-1", "5", "5"), judged("A-2", "5", "4"), judged("A-3"), judged("A-4", "5", "2"), funding=MONEY
    )


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def chair_of(call: Call) -> Person:
    person = a_person("Chair")
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.CHAIR)
    return person


def record(
    call: Call, reference: str, actor: Person, outcome: Departing = Departing.REJECTED, *, seen: int = 0, **more: Any
) -> Departure:
    wanted = Wanted(outcome, WHY)._replace(**more)
    return depart(application=application_in(call, reference), wanted=wanted, seen=seen, actor=actor)


def approved(call: Call, reference: str, chair: Person, seen: int = 1) -> None:
    approve_departure(application=application_in(call, reference), seen=seen, actor=chair)


def decided(call: Call) -> dict[str, Decision]:
    by_id = decisions_of(call)
    return {f"A-{number}": by_id[application_in(call, f"A-{number}").id] for number in range(1, 5)}


def in_words(call: Call) -> str:
    return " ".join(str(reason) for reason in obstacles(call))


def test_a_rejection_against_the_ranking_gives_the_place_to_the_next(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    approved(call, "A-1", chair_of(call))
    services.confirm(call=call, actor=official)
    made = decided(call)
    assert [made[name].outcome.value for name in ("A-1", "A-2", "A-3")] == ["rejected", "awarded", "awarded"]
    assert (made["A-1"].because, made["A-1"].reasons) == (WHY, [{"code": "committee", "text": WHY}])
    assert WHY in made["A-1"].reasoning
    assert "A-1" in {one.reference for one in standing_of(call).placements.values()}


def test_on_hold_is_an_outcome_of_its_own_and_keeps_its_place(call: Call, official: Person) -> None:
    record(call, "A-1", official, Departing.ON_HOLD)
    approved(call, "A-1", chair_of(call))
    services.confirm(call=call, actor=official)
    made = decided(call)
    assert [made[name].outcome.value for name in ("A-1", "A-2", "A-3")] == ["on_hold", "awarded", "reserve"]


def test_an_award_on_conditions_and_of_a_smaller_sum_says_both(call: Call, official: Person) -> None:
    record(call, "A-1", official, Departing.AWARDED, amount=Decimal("4000.00"), conditions="Iesniegt tāmi līdz 1.2.")
    approved(call, "A-1", chair_of(call))
    services.confirm(call=call, actor=official)
    one = decided(call)["A-1"]
    assert (one.amount, one.conditions) == (Decimal("4000.00"), "Iesniegt tāmi līdz 1.2.")


def test_nothing_is_confirmed_before_the_chair_has_approved_the_reason(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    assert "The reason for deciding otherwise on A-1 is not approved." in in_words(call)
    with pytest.raises(Conflict):
        services.confirm(call=call, actor=official)


def test_what_is_changed_has_to_be_approved_again(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    approved(call, "A-1", chair_of(call))
    record(call, "A-1", official, Departing.ON_HOLD, seen=1)
    assert "is not approved" in in_words(call)


def test_who_recorded_it_does_not_approve_it(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    with pytest.raises(Forbidden):
        approved(call, "A-1", official)


def test_nobody_loses_a_place_without_a_reason_of_their_own(call: Call, official: Person) -> None:
    record(call, "A-3", official, Departing.AWARDED)
    assert "A-2 would lose its place to another" in in_words(call)
    record(call, "A-2", official, Departing.RESERVE)
    assert "would lose" not in in_words(call)


@pytest.mark.parametrize("outcome", [Departing.AWARDED, Departing.RESERVE])
def test_what_a_threshold_rejects_is_never_awarded(call: Call, official: Person, outcome: Departing) -> None:
    with pytest.raises(Invalid):
        record(call, "A-4", official, outcome)


def test_an_award_above_the_budget_is_refused(call: Call, official: Person) -> None:
    record(call, "A-1", official, Departing.AWARDED)
    record(call, "A-2", official, Departing.AWARDED)
    with pytest.raises(Invalid):
        record(call, "A-3", official, Departing.AWARDED)


@pytest.mark.parametrize("amount", ["999.99", "4600.01", "0.00"])
def test_a_sum_the_rules_do_not_allow_is_refused(call: Call, official: Person, amount: str) -> None:
    with pytest.raises(Invalid):
        record(call, "A-1", official, Departing.AWARDED, amount=Decimal(amount))


@pytest.mark.parametrize("reason", ["", "  ", "a" * (MAX_DEPARTURE + 1)])
def test_a_reason_is_needed_and_has_an_end(call: Call, official: Person, reason: str) -> None:
    with pytest.raises(Invalid):
        record(call, "A-1", official, reason=reason)


def test_the_longest_reason_is_taken(call: Call, official: Person) -> None:
    assert record(call, "A-1", official, reason="a" * MAX_DEPARTURE).sequence == 1


def test_the_same_again_changes_nothing(call: Call, official: Person) -> None:
    assert record(call, "A-1", official).id == record(call, "A-1", official).id


def test_two_officials_at_once_do_not_overwrite_each_other(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    with pytest.raises(Stale):
        record(call, "A-1", an_official_of(call, name="Olga"), Departing.ON_HOLD)


def test_taken_back_it_follows_the_ranking_again(call: Call, official: Person) -> None:
    before = standing_of(call).digest
    record(call, "A-1", official)
    assert standing_of(call).digest != before
    for _again in range(2):
        take_back(application=application_in(call, "A-1"), seen=1, actor=official)
    assert standing_of(call).digest == before


def test_it_is_changed_so_often_and_no_more(call: Call, official: Person) -> None:
    record(call, "A-1", official).sequence = MAX_DEPARTURES
    db.session.flush()
    with pytest.raises(Conflict):
        record(call, "A-1", official, Departing.ON_HOLD, seen=MAX_DEPARTURES)


def test_who_has_an_application_of_their_own_decides_nothing(call: Call, official: Person) -> None:
    a_member(call, "A-3", official)
    with pytest.raises(Forbidden):
        record(call, "A-1", official)


def test_there_is_a_time_for_it() -> None:
    call = a_decided_call()
    with pytest.raises(Conflict):
        record(call, "A-1", an_official_of(call))


def test_a_departure_that_changed_after_it_was_seen_is_not_confirmed(call: Call, official: Person) -> None:
    seen = standing_of(call).digest
    record(call, "A-1", official)
    approved(call, "A-1", chair_of(call))
    with pytest.raises(Stale):
        services.confirm(call=call, actor=official, seen=seen)


def test_the_journal_holds_codes_only(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    approved(call, "A-1", chair_of(call))
    entries = db.session.scalars(select(Entry).where(Entry.action.startswith("departure."))).all()
    assert sorted(entry.action for entry in entries) == ["departure.approved", "departure.recorded"]
    assert all(WHY not in str(entry.details) for entry in entries)


def test_an_official_records_it_and_sees_it_before_confirming(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    page = browser.see("/office/calls/piemers-2030/ranking")
    assert "Decide otherwise than the ranking has it" in page.text
    form = browser.see(f"/office/applications/{application_in(call, 'A-1').id}/departure")
    typed = {"outcome": "rejected", "reason": WHY}
    after = browser.send(form, typed, button="Record what is decided")
    assert WHY in after.text
    chair = browser_of(chair_of(call))
    chair.send(chair.see(f"/office/applications/{application_in(call, 'A-1').id}/departure"))
    confirm = browser.see("/office/calls/piemers-2030/decisions").text
    assert "Decided otherwise than the ranking has it" in confirm
    assert "What was decided on others changes it" in confirm


def test_a_call_that_departs_from_nothing_shows_nothing_of_it(call: Call, browser_of: Browser) -> None:
    assert "otherwise" not in browser_of(an_official_of(call)).see("/office/calls/piemers-2030/decisions").text


def test_what_was_typed_stays_when_it_is_refused(call: Call, browser_of: Browser) -> None:
    browser = browser_of(an_official_of(call))
    form = browser.see(f"/office/applications/{application_in(call, 'A-4').id}/departure")
    refused = browser.send(form, {"outcome": "awarded", "reason": WHY}, button="Record what is decided", status=422)
    assert "it can only be put on hold" in refused.text
    assert WHY in refused.response.get_data(as_text=True)


def test_following_the_ranking_again_can_be_undone(call: Call, official: Person, browser_of: Browser) -> None:
    record(call, "A-1", official)
    browser, application = browser_of(an_official_of(call)), application_in(call, "A-1")
    page = browser.see(f"/office/applications/{application.id}/departure")
    after = browser.send(page, button="Follow the ranking again")
    assert WHY not in after.text
    assert WHY in browser.send(after, button="Undo").text


def test_a_departure_counts_in_no_other_stage(call: Call, official: Person) -> None:
    record(call, "A-1", official)
    call.stage = Stage.SCORING
    with pytest.raises(Conflict):
        take_back(application=application_in(call, "A-1"), seen=1, actor=official)
