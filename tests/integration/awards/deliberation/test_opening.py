"""Closed sheets stay sealed until two officials have opened them, where the rules ask for it."""

import pytest

from grants.accounts.models import Person, RoleKind
from grants.applications.queries import submitted_in
from grants.awards import services as awards
from grants.awards.deliberation.opening import open_marks, take_back
from grants.awards.deliberation.sealing import Sealed, are_open
from grants.awards.queries import standing_of
from grants.calls.models import Call
from grants.errors import Conflict, Forbidden
from grants.exchange.export import export_bundle, export_public
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from tests.factories.applications import joined
from tests.factories.awards import an_official_of
from tests.factories.deliberation import (
    HIGH,
    a_call_scored_by,
    a_closed_call,
    close_sheets,
    fill_in,
    opened_by,
    two_officials_of,
)
from tests.integration.awards.conftest import Browser
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")


def address(call: Call, page: str = "opening") -> str:
    return f"/office/calls/{call.slug}/{page}"


def sealed_call() -> tuple[Call, dict[str, Person]]:
    return a_closed_call(opened_by_two=True)


def test_no_ranking_is_made_of_sealed_marks() -> None:
    call, _people = sealed_call()
    with pytest.raises(Sealed):
        standing_of(call)


def test_one_official_alone_opens_nothing() -> None:
    call, _people = sealed_call()
    official = an_official_of(call)
    opened_by(call, official, official)
    assert not are_open(call)


def test_two_officials_open_the_marks() -> None:
    call, _people = sealed_call()
    opened_by(call, *two_officials_of(call))
    assert are_open(call)
    assert standing_of(call).ranking.placements


def test_both_acts_stand_in_the_journal() -> None:
    call, _people = sealed_call()
    first, second = two_officials_of(call)
    opened_by(call, first, second)
    acts = [(entry.action, entry.actor_id) for entry in (*entries("marks.opening_proposed"), *entries("marks.opened"))]
    assert acts == [("marks.opening_proposed", first.id), ("marks.opened", second.id)]


def test_the_first_request_can_be_taken_back_before_the_second() -> None:
    call, _people = sealed_call()
    first, second = two_officials_of(call)
    opened_by(call, first)
    take_back(call=call, actor=first)
    take_back(call=call, actor=first)
    opened_by(call, second)
    assert not are_open(call)
    assert len(entries("marks.opening_taken_back")) == 1


def test_nobody_takes_back_what_another_asked_for() -> None:
    call, _people = sealed_call()
    first, second = two_officials_of(call)
    opened_by(call, first)
    with pytest.raises(Forbidden):
        take_back(call=call, actor=second)


def test_open_marks_are_not_sealed_again() -> None:
    call, _people = sealed_call()
    first, second = two_officials_of(call)
    opened_by(call, first, second)
    with pytest.raises(Conflict):
        take_back(call=call, actor=first)


def test_an_official_with_an_application_of_their_own_does_not_open() -> None:
    call, _people = sealed_call()
    official = joined(submitted_in(call.id)[0], an_official_of(call))
    with pytest.raises(Forbidden):
        open_marks(call=call, actor=official)


def test_an_official_in_conflict_with_any_application_does_not_open() -> None:
    call, people = a_closed_call(opened_by_two=True, conflict_of="Ilze")
    an_official_of(call, person=people["Ilze"])
    with pytest.raises(Forbidden):
        open_marks(call=call, actor=people["Ilze"])


def test_an_auditor_does_not_open() -> None:
    call, _people = sealed_call()
    with pytest.raises(Forbidden):
        open_marks(call=call, actor=an_official_of(call, RoleKind.AUDITOR))


def test_without_the_rule_nothing_is_opened_by_two(browser_of: Browser) -> None:
    call, _people = a_closed_call()
    official = an_official_of(call)
    visitor = browser_of(official)
    visitor.see(address(call), status=404)
    assert "Open the marks" not in visitor.see(f"/office/calls/{call.slug}").text
    with pytest.raises(Conflict):
        open_marks(call=call, actor=official)


def test_the_ranking_is_no_page_until_the_marks_are_open(browser_of: Browser) -> None:
    call, people = sealed_call()
    first, second = two_officials_of(call)
    for person in (first, people["Dace"]):
        browser_of(person).see(address(call, "ranking"), status=404)
    opened_by(call, first, second)
    browser_of(people["Dace"]).see(address(call, "ranking"))


def test_officials_open_the_marks_on_a_page_that_says_who_waits_for_whom(browser_of: Browser) -> None:
    call, _people = sealed_call()
    first, second = two_officials_of(call)
    asking = browser_of(first)
    waiting = asking.send(asking.see(address(call)), button="Ask to open the marks")
    assert "It waits for another coordinator or secretary" in waiting.text
    confirming = browser_of(second)
    page = confirming.see(address(call))
    assert "Otto Official asked to open the marks" in page.text
    confirming.send(page, button="Confirm and open the marks")
    assert are_open(call)


def test_start_pages_lead_to_the_opening_and_not_to_the_ranking(browser_of: Browser) -> None:
    call, people = sealed_call()
    official = an_official_of(call)
    assert "Open the marks: " in browser_of(official).see("/account/").text
    assert "Look at the ranking" not in browser_of(people["Dace"]).see("/account/").text


def test_decisions_are_not_confirmed_on_sealed_marks(browser_of: Browser) -> None:
    call, _people = sealed_call()
    official = an_official_of(call)
    browser_of(official).see(address(call, "decisions"), status=409)
    with pytest.raises(Conflict):
        awards.confirm(call=call, actor=official)


def test_no_export_holds_sealed_marks_or_who_has_judged() -> None:
    call, _people = a_closed_call(opened_by_two=True, conflict_of="Ilze")
    for document in (export_bundle(call), export_public(call)):
        assert all(application["evaluations"] == [] for application in document["applications"])


def test_no_export_holds_marks_while_the_committee_scores() -> None:
    call, people = a_call_scored_by("Ilze")
    fill_in(people["Ilze"], submitted_in(call.id)[0], HIGH)
    assert all(application["evaluations"] == [] for application in export_bundle(call)["applications"])


def test_what_came_with_its_marks_in_a_file_is_open() -> None:
    call, _people = sealed_call()
    opened_by(call, *two_officials_of(call))
    document = export_bundle(call)
    document["call"]["slug"] = "from-file"
    copy = import_bundle(bundle=read_bundle(document), actor=None)
    assert are_open(copy)


def test_sealed_marks_are_opened_after_the_sheets_were_closed_only() -> None:
    call, people = a_call_scored_by("Ilze", titles=("Nometne",), opened_by_two=True)
    official = an_official_of(call)
    with pytest.raises(Conflict):
        open_marks(call=call, actor=official)
    fill_in(people["Ilze"], submitted_in(call.id)[0], HIGH)
    close_sheets(call)
    open_marks(call=call, actor=official)
    assert not are_open(call)
