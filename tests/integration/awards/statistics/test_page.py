"""The page of what the scores are worth: who sees it, what it says, and that nothing else does."""

from typing import Any

import pytest

from grants import clock
from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.awards import services as awards
from grants.awards.statistics import queries
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import ConflictKind, Declaration
from grants.web.lists.asked import LONG
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    publish,
    withdrawn,
)
from tests.factories.people import a_person
from tests.factories.statistics import STATISTICS, a_call_with_statistics, scored_apart
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor
from workers.tasks import compute_statistics

pytestmark = pytest.mark.usefixtures("monday")

RANKING = "/office/calls/piemers-2030/ranking"
WORTH = f"{RANKING}/worth"
SVG = "{http://www.w3.org/2000/svg}"
CONFLICT = "would tell those that you do not see"


def computed(call: Call) -> Call:
    db.session.commit()
    compute_statistics()
    return call


def a_judge(call: Call) -> Person:
    """Return somebody with a seat in the committee, beside those who scored."""
    person = a_person("Jana Judge")
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)
    return person


def conflict_with(call: Call, reference: str, person: Person) -> None:
    """Let somebody have declared a conflict with an application."""
    declared = Declaration(evaluator_id=person.id, conflict=True, kind=ConflictKind.FAMILY, declared_at=DELIBERATED)
    declared.application_id = application_in(call, reference).id
    db.session.add(declared)
    db.session.flush()


def test_an_official_reads_every_figure_with_a_picture_and_that_it_does_not_decide(browser_of: Browser) -> None:
    page = browser_of(an_official_of(computed(a_call_with_statistics(LONG)))).see(WORTH)
    assert page.text.count("This does not decide.") == 5
    pictures = [element for element in page.tree.iter(f"{SVG}svg") if element.get("role") == "img"]
    assert len(pictures) == 6
    for one in pictures:
        told = {child.get("id"): child.text for child in one if child.tag in {f"{SVG}title", f"{SVG}desc"}}
        assert all(told[identifier] for identifier in one.get("aria-labelledby", "").split())
    for figure in (
        "Expected rank",
        "Probability of being funded",
        "ICC",
        "Krippendorff",
        "Elsewhere",
        "Severity in points",
    ):
        assert figure in page.text


def test_below_twenty_applications_the_figures_are_read_and_not_drawn(browser_of: Browser) -> None:
    page = browser_of(an_official_of(computed(a_call_with_statistics()))).see(WORTH)
    assert "Expected rank" in page.text
    assert (page.text.count("This does not decide."), list(page.tree.iter(f"{SVG}svg"))) == (5, [])


def test_the_ranking_leads_to_it_only_where_the_rules_say_so(browser_of: Browser) -> None:
    call = a_call_with_statistics()
    assert "What the scores are worth" in browser_of(an_official_of(call)).see(RANKING).links


def test_without_statistics_in_the_rules_there_is_neither_link_nor_page(browser_of: Browser) -> None:
    call = a_deliberated_call(*scored_apart())
    browser = browser_of(an_official_of(call))
    assert "What the scores are worth" not in browser.see(RANKING).text
    browser.see(WORTH, status=404)


def test_before_the_worker_came_the_page_says_so(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_call_with_statistics())).see(WORTH)
    assert "The figures are being computed" in page.text
    assert "Expected rank" not in page.text


def test_below_ten_applications_it_says_that_nothing_is_said(browser_of: Browser) -> None:
    page = browser_of(an_official_of(computed(a_call_with_statistics(9)))).see(WORTH)
    assert "Nothing is said of fewer than ten applications" in page.text
    assert not list(page.tree.iter(f"{SVG}svg"))


def test_of_so_many_officials_ask_and_the_committee_waits(browser_of: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "ON_REQUEST_ABOVE", 14)
    call = computed(a_call_with_statistics())
    judge, official = browser_of(a_judge(call)), browser_of(an_official_of(call))
    assert "only if an official asks" in judge.see(WORTH).text
    assert "Compute the figures" not in judge.see(WORTH).text
    official.send(official.see(WORTH), button="Compute the figures")
    assert "The figures are being computed" in official.see(WORTH).text
    compute_statistics()
    assert "Expected rank" in official.see(WORTH).text


def test_the_committee_knows_the_others_by_number_and_officials_by_name(browser_of: Browser) -> None:
    call = computed(a_call_with_statistics())
    names = [role.person.name for role in taken_seats(call.id)]
    office = browser_of(an_official_of(call)).see(WORTH).text
    committee = browser_of(a_judge(call)).see(WORTH).text
    assert all(name in office for name in names)
    assert not any(name in committee for name in names)
    assert "Evaluator 3" in committee


def test_an_evaluator_finds_themselves(browser_of: Browser) -> None:
    call = computed(a_call_with_statistics())
    evaluator = min((seat.person for seat in taken_seats(call.id)), key=lambda person: str(person.id))
    text = browser_of(evaluator).see(WORTH).text
    assert "Jūs" in text
    assert "2. vērtētājs" in text


def test_who_has_an_application_of_their_own_learns_nothing(browser_of: Browser) -> None:
    call = computed(a_call_with_statistics())
    own = a_member(call, "A-1", an_official_of(call))
    page = browser_of(own).see(WORTH, status=403)
    assert "Expected rank" not in page.text


def test_nor_once_the_results_are_published(browser_of: Browser) -> None:
    call = computed(a_call_with_statistics())
    with clock.at(DELIBERATED):
        awards.confirm(call=call, actor=an_official_of(call))
        publish(call)
    own = a_member(call, "A-1", an_official_of(call))
    assert CONFLICT in browser_of(own).see(WORTH, status=403).text


def test_who_declared_a_conflict_with_what_was_scored_learns_nothing(browser_of: Browser) -> None:
    call = a_call_with_statistics()
    judge = a_judge(call)
    conflict_with(call, "A-2", judge)
    computed(call)
    page = browser_of(judge).see(WORTH, status=403)
    assert CONFLICT in page.text
    assert "A-3" not in page.text


def test_a_conflict_with_what_was_withdrawn_hides_nothing(browser_of: Browser) -> None:
    call = a_deliberated_call(*scored_apart(14), withdrawn("A-15"), scoring=STATISTICS)
    judge = a_judge(call)
    conflict_with(call, "A-15", judge)
    computed(call)
    assert "Expected rank" in browser_of(judge).see(WORTH).text


def test_where_sheets_are_missing_the_error_of_probabilities_is_stated(browser_of: Browser) -> None:
    applications = scored_apart()
    for place, application in enumerate(applications):
        if place % 2:
            application["evaluations"].pop()
    call = computed(a_deliberated_call(*applications, scoring=STATISTICS))
    assert "probabilities may be wrong by about" in browser_of(an_official_of(call)).see(WORTH).text


@pytest.mark.parametrize("address", ["/calls/piemers-2030", "/calls/piemers-2030/results"])
def test_nothing_of_it_is_public(browser_of: Browser, visitor: Any, address: str) -> None:
    call = computed(a_call_with_statistics())
    with clock.at(DELIBERATED):
        awards.confirm(call=call, actor=an_official_of(call))
        publish(call)
    db.session.commit()
    reader: Visitor = visitor()
    text = reader.see(address).text
    assert not any(word in text for word in ("worth", "Expected rank", "Severity", "Krippendorff"))
