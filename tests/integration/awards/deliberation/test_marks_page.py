"""Once marks are open the committee and officials read all sheets of an application beside each other."""

import pytest

from grants import clock
from grants.accounts.models import RoleKind, Seat
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call
from tests.factories.applications import joined
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    an_official_of,
    application_in,
    judged,
    judged_apart,
)
from tests.factories.deliberation import HIGH, LOW, a_call_scored_by, a_closed_call, close_sheets, fill_in
from tests.factories.evaluation import an_evaluator
from tests.integration.awards.conftest import Browser
from tests.integration.evaluation.support import post

pytestmark = pytest.mark.usefixtures("session")


def address(application: Application, page: str = "marks") -> str:
    return f"/evaluation/applications/{application.id}/{page}"


def to_discuss(call: Call) -> str:
    return f"/evaluation/calls/{call.slug}/discussion"


def first_in(call: Call) -> Application:
    return submitted_in(call.id)[0]


def test_the_committee_reads_every_sheet_with_names_and_comments(browser_of: Browser) -> None:
    call, people = a_closed_call()
    page = browser_of(people["Juris"]).see(address(first_in(call)))
    assert "Saka Dace." in page.text
    assert "Saka Ilze." in page.text


def test_the_mean_on_the_page_is_the_one_of_the_ranking(browser_of: Browser) -> None:
    call, _people = a_closed_call(decimals=1)
    third = an_evaluator(call, "Zane", Seat.MEMBER)
    visitor = browser_of(third)
    assert "Mean: 4.0" in visitor.see(address(first_in(call))).text
    assert "4.0" in visitor.see(f"/office/calls/{call.slug}/ranking").text


def test_the_total_on_the_page_has_as_many_decimals_as_the_difference_needs(browser_of: Browser) -> None:
    near, plain = judged_apart("A-1", "544", "444"), judged("A-2")
    call = a_deliberated_call(near, plain, scoring={"decimals": 0})
    with clock.at(DELIBERATED):
        visitor = browser_of(an_official_of(call))
        for reference, total in (("A-1", "12.3"), ("A-2", "12.0")):
            assert f"Total: {total}" in visitor.see(address(application_in(call, reference))).text
            assert total in visitor.see(f"/office/calls/{call.slug}/ranking").text


def test_officials_and_auditors_read_the_sheets(browser_of: Browser) -> None:
    call, _people = a_closed_call()
    for kind in (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR):
        official = an_official_of(call, kind, kind.value)
        assert "Saka Dace." in browser_of(official).see(address(first_in(call))).text


def test_nobody_reads_a_sheet_of_others_while_the_call_is_scored(browser_of: Browser) -> None:
    call, people = a_call_scored_by("Ilze")
    for name in ("Dace", "Ilze"):
        fill_in(people[name], first_in(call), HIGH)
    for person in (*people.values(), an_official_of(call)):
        browser_of(person).see(address(first_in(call)), status=404)


def test_a_member_in_conflict_reads_nothing_of_the_application(browser_of: Browser) -> None:
    call, people = a_closed_call(conflict_of="Ilze")
    first, second = submitted_in(call.id)
    visitor = browser_of(people["Ilze"])
    visitor.see(address(first), status=404)
    visitor.see(address(first, "marks/2.1/consensus"), status=404)
    assert "Saka Dace." in visitor.see(address(second)).text


def test_whoever_works_on_an_application_reads_nothing_of_it_whatever_their_role(browser_of: Browser) -> None:
    call, _people = a_closed_call()
    official = joined(first_in(call), an_official_of(call))
    browser_of(official).see(address(first_in(call)), status=404)


def test_the_list_to_discuss_says_why(browser_of: Browser) -> None:
    call, people = a_closed_call(divergence="2")
    page = browser_of(people["Dace"]).see(to_discuss(call))
    assert "criterion 2.1: marks from 3 to 5" in page.text
    assert "1 sheet is missing" in page.text  # that of Juris


def test_the_ranking_leads_to_what_should_be_discussed(browser_of: Browser) -> None:
    call, people = a_closed_call(divergence="2")
    page = browser_of(people["Dace"]).see(f"/office/calls/{call.slug}/ranking")
    assert "2 applications to discuss" in page.text


def test_the_list_neither_shows_nor_counts_what_a_conflict_hides(browser_of: Browser) -> None:
    call, people = a_closed_call(divergence="2", conflict_of="Ilze")
    visitor = browser_of(people["Ilze"])
    first, second = submitted_in(call.id)
    page = visitor.see(to_discuss(call))
    assert str(first.reference) not in page.text
    assert str(second.reference) in page.text
    assert "1 application to discuss" in visitor.see(f"/office/calls/{call.slug}/ranking").text


def test_whoever_submitted_their_sheet_reads_those_of_others_where_the_rules_say_so(browser_of: Browser) -> None:
    call, people = a_call_scored_by("Ilze", marks_open="own_sheet")
    fill_in(people["Ilze"], first_in(call), LOW)
    page = browser_of(people["Ilze"]).see(f"/evaluation/applications/{first_in(call).id}")
    assert "The sheets of others" in page.text
    fill_in(people["Dace"], first_in(call), HIGH)
    page = browser_of(people["Ilze"]).see(address(first_in(call)))
    assert "Saka Dace." in page.text
    assert "Mean:" not in page.text


def test_whoever_has_not_submitted_their_sheet_reads_none_of_others(browser_of: Browser) -> None:
    call, people = a_call_scored_by("Ilze", marks_open="own_sheet")
    first, second = submitted_in(call.id)
    fill_in(people["Dace"], first, HIGH)
    fill_in(people["Ilze"], second, HIGH)
    for person in (people["Ilze"], an_official_of(call)):
        browser_of(person).see(address(first), status=404)


def test_everybody_talks_until_the_decision(browser_of: Browser) -> None:
    call, people = a_closed_call()
    visitor = browser_of(people["Juris"])
    page = visitor.send(visitor.see(address(first_in(call))), {"words": "Budžets?"}, button="Add to the discussion")
    assert "Budžets?" in page.text
    assert "Budžets?" in browser_of(an_official_of(call)).see(address(first_in(call))).text


def test_an_auditor_reads_the_discussion_and_says_nothing(browser_of: Browser) -> None:
    call, _people = a_closed_call()
    visitor = browser_of(an_official_of(call, RoleKind.AUDITOR))
    assert "Add to the discussion" not in visitor.see(address(first_in(call))).text
    post(visitor, address(first_in(call)), {"words": "Es?"}, status=403)


@pytest.mark.parametrize("words", ["", "x" * 2001])
def test_too_little_and_too_much_is_refused_and_stays_on_the_page(browser_of: Browser, words: str) -> None:
    call, people = a_closed_call()
    page = post(browser_of(people["Dace"]), address(first_in(call)), {"words": words}, status=422)
    assert words in page.text


def test_a_call_without_talk_and_flags_shows_neither(browser_of: Browser) -> None:
    call, people = a_call_scored_by("Ilze", titles=("Nometne",))
    for person in people.values():
        fill_in(person, first_in(call), HIGH)
    close_sheets(call)
    visitor = browser_of(an_official_of(call, RoleKind.AUDITOR))
    assert "to discuss" not in visitor.see(f"/office/calls/{call.slug}/ranking").text
    page = visitor.see(address(first_in(call)))
    assert "To discuss" not in page.text
    assert "Discussion" not in page.text
