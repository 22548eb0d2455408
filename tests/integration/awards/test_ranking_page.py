"""The ranking, as officials and the committee read it."""

import pytest
from sqlalchemy import select

from grants.accounts.models import Person, RoleKind, Seat
from grants.accounts.services import grant_role
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.models import ConflictKind, Declaration, Sheet
from tests.factories.awards import (
    DELIBERATED,
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    an_official_of,
    application_in,
    judged,
    tied,
)
from tests.factories.documents import Raw, criterion, sheet
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.calls.support import statements
from tests.support.pages import Page, words

pytestmark = pytest.mark.usefixtures("monday")

RANKING = "/office/calls/piemers-2030/ranking"


def an_evaluator_of(call: Call, name: str = "Eva Evaluator") -> Person:
    person = a_person(name)
    grant_role(person=person, kind=RoleKind.EVALUATOR, actor=None, call_id=call.id, seat=Seat.MEMBER)
    return person


def in_conflict(person: Person, application: Application) -> None:
    db.session.add(
        Declaration(
            application_id=application.id,
            evaluator_id=person.id,
            conflict=True,
            kind=ConflictKind.FAMILY,
            declared_at=DELIBERATED,
        )
    )


def money(**limit: object) -> Raw:
    """Return money rules with a limit."""
    return {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": limit, "when_short": "stop"}


def lines(page: Page) -> list[str]:
    """Return the words of each row of the ranking."""
    return [words(row) for row in page.tree.findall(".//tbody/tr")]


def line_of(page: Page, reference: str) -> str:
    return next(line for line in lines(page) if reference in line)


def test_applications_stand_by_rank_and_those_without_one_last(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call())).see(RANKING)
    assert [line.split()[1] for line in lines(page) if "Line" not in line] == ["A-1", "A-2", "A-3", "A-4", "A-5"]


def test_a_row_tells_the_whole_of_an_application(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call())).see(RANKING)
    assert line_of(page, "A-1") == (
        "1 A-1 Projekts A-1 Biedrība A-1 5.00 5.00 15.00 awarded 4600.00 EUR The application meets every threshold of "
        "the rules and with 15.00 points of 15 has place 1."
    )


def test_its_many_columns_scroll_in_a_region_that_the_keyboard_reaches(browser_of: Browser) -> None:
    region = browser_of(an_official_of(a_deliberated_call())).see(RANKING).tree.find(".//div[@role='region']")
    assert region is not None
    assert (region.get("aria-label"), region.get("tabindex")) == ("Applications by rank", "0")
    assert region.find("table") is not None


def test_a_missed_threshold_is_said_in_words(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call())).see(RANKING)
    assert "2.00 below 3" in line_of(page, "A-3")


def test_withdrawn_applications_are_seen_as_such(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call())).see(RANKING)
    assert "withdrawn" in line_of(page, "A-5")


def test_what_hangs_on_a_tie_says_so(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call(*tied()))).see(RANKING)
    assert "tied – It hangs on a tie that nobody has settled." in line_of(page, "A-2")


def test_the_line_of_the_quota_stands_below_the_last_award(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call())).see(RANKING)
    assert lines(page)[1] == "Line: 1 of 1 place"


def test_the_line_of_the_budget_says_how_much_of_it_is_used(browser_of: Browser) -> None:
    applications = [judged("A-1", "5", "5"), judged("A-2"), judged("A-3", "4", "3")]
    call = a_deliberated_call(*applications, funding=money(projects=6, total="9500.00"))
    page = browser_of(an_official_of(call)).see(RANKING)
    assert lines(page)[2] == "Line: 2 of 6 places, 9200.00 of 9500.00 EUR"


def test_a_call_without_limits_has_no_line(browser_of: Browser) -> None:
    page = browser_of(an_official_of(a_deliberated_call(judged("A-1"), funding=money()))).see(RANKING)
    assert len(lines(page)) == 1


def test_what_is_missing_is_named_for_each_application(browser_of: Browser) -> None:
    half = [sheet(evaluator, "4", "4", scores={"2.1": "4"}) for evaluator in ("E1", "E2", "E3")]
    call = a_deliberated_call(judged("A-1"), judged("A-2", checks={}, evaluations=half))
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "no answer to check 1.1; no mark for criterion 2.2" in line_of(page, "A-2")


def test_a_call_without_criteria_has_no_columns_of_points(browser_of: Browser) -> None:
    without_marks = {"criteria": [], "scoring": {"decimals": 2}}
    call = a_deliberated_call(judged("A-1", evaluations=[]), **without_marks)
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "Total" not in page.text
    assert "The application meets the rules of the call." in page.text


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR])
def test_officials_and_auditors_read_it(browser_of: Browser, kind: RoleKind) -> None:
    assert "A-1" in browser_of(an_official_of(a_deliberated_call(), kind)).see(RANKING).text


def test_the_committee_reads_it(browser_of: Browser) -> None:
    assert "A-1" in browser_of(an_evaluator_of(a_deliberated_call())).see(RANKING).text


def test_applicants_and_others_do_not_know_of_it(browser_of: Browser) -> None:
    call = a_deliberated_call()
    browser_of(a_member(call, "A-1")).see(RANKING, status=404)
    browser_of(a_person()).see(RANKING, status=404)


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING])
def test_nobody_reads_it_before_all_sheets_are_closed(browser_of: Browser, stage: Stage) -> None:
    call = a_deliberated_call()
    call.stage = stage
    browser_of(an_official_of(call)).see(RANKING, status=404)


def test_a_conflict_of_interest_hides_the_marks_of_one_row(browser_of: Browser) -> None:
    call = a_deliberated_call()
    evaluator = an_evaluator_of(call)
    in_conflict(evaluator, application_in(call, "A-1"))
    page = browser_of(evaluator).see(RANKING)
    assert line_of(page, "A-1") == (
        "1 A-1 Projekts A-1 Biedrība A-1 – – – awarded 4600.00 EUR Your conflict of interest hides the marks."
    )
    assert "12.00" in line_of(page, "A-2")


def test_whoever_works_on_an_application_does_not_see_its_marks_whatever_their_role(browser_of: Browser) -> None:
    call = a_deliberated_call()
    official = an_official_of(call)
    a_member(call, "A-1", official)
    assert "15.00" not in browser_of(official).see(RANKING).text


class TestOwn:
    """Who has an application in the call learns nothing of its fate from the page, before everybody does."""

    FATE = ("awarded", "reserve", "tied", "rejected", "EUR", "Line", "place", "15.00")

    def read(self, browser_of: Browser, *applications: Raw, stage: Stage = Stage.DELIBERATION, **rules: object) -> Page:
        """Return the ranking as a member of the committee reads it who works on A-1."""
        call = a_deliberated_call(*applications, **rules)
        call.stage = stage
        return browser_of(a_member(call, "A-1", an_evaluator_of(call))).see(RANKING)

    @pytest.mark.parametrize("stage", [Stage.DELIBERATION, Stage.DECIDED])
    def test_only_marks_of_the_others_are_shown(self, browser_of: Browser, stage: Stage) -> None:
        page = self.read(browser_of, judged("A-1", "5", "5"), judged("A-2"), judged("A-3", "5", "2"), stage=stage)
        assert lines(page) == [
            "A-2 Projekts A-2 Biedrība A-2 4.00 4.00 12.00",
            "A-3 Projekts A-3 Biedrība A-3 5.00 2.00 below 3 9.00",
        ]
        assert "Your own A-1 Projekts A-1" in page.text

    def test_nothing_tells_of_places_awards_or_money(self, browser_of: Browser) -> None:
        text = self.read(browser_of, judged("A-1", "5", "5"), judged("A-2")).text
        assert [fate for fate in self.FATE if fate in text] == []

    def test_the_page_is_the_same_whatever_becomes_of_it(self, browser_of: Browser) -> None:
        call = a_deliberated_call(judged("A-1", "5", "5"), judged("A-2"), judged("A-3", "4", "5"))
        browser = browser_of(a_member(call, "A-1", an_evaluator_of(call)))
        best = browser.see(RANKING).text
        for each in db.session.scalars(select(Sheet).where(Sheet.application_id == application_in(call, "A-1").id)):
            each.marks = {"2.1": "0", "2.2": "0"}
        db.session.commit()
        assert browser.see(RANKING).text == best

    def test_a_tie_with_others_is_not_shown(self, browser_of: Browser) -> None:
        assert "Ties" not in self.read(browser_of, *tied()).text

    def test_a_missing_mark_is_not_shown(self, browser_of: Browser) -> None:
        text = self.read(browser_of, judged("A-1", evaluations=[]), judged("A-2")).text
        assert "no mark" not in text
        assert "cannot be confirmed" not in text

    def test_marks_of_another_in_conflict_stay_hidden(self, browser_of: Browser) -> None:
        call = a_deliberated_call(judged("A-1"), judged("A-2"))
        evaluator = a_member(call, "A-1", an_evaluator_of(call))
        in_conflict(evaluator, application_in(call, "A-2"))
        assert lines(browser_of(evaluator).see(RANKING)) == ["A-2 Projekts A-2 Biedrība A-2 – – –"]

    def test_officials_read_no_more(self, browser_of: Browser) -> None:
        call = a_deliberated_call(judged("A-1", "5", "5"), judged("A-2"))
        page = browser_of(a_member(call, "A-1", an_official_of(call))).see(RANKING)
        assert [fate for fate in self.FATE if fate in page.text] == []
        assert "other officials settle ties, confirm the decisions" in page.text
        assert "To the decisions" not in page.links

    def test_once_the_results_are_published_the_whole_ranking_is_shown(self, browser_of: Browser) -> None:
        call = a_published_call(judged("A-1", "5", "5"), judged("A-2"))
        page = browser_of(a_member(call, "A-1", an_evaluator_of(call))).see(RANKING)
        assert "awarded 4600.00 EUR Your conflict of interest hides the marks." in line_of(page, "A-1")


def test_after_the_confirmation_it_shows_what_was_decided(browser_of: Browser) -> None:
    call = a_decided_call()
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "awarded 4600.00 EUR" in line_of(page, "A-1")
    assert "reserve list" in line_of(page, "A-2")


def test_titles_cannot_carry_markup(browser_of: Browser) -> None:
    call = a_deliberated_call(judged("A-1", title="<script>alert(1)</script>"))
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "<script>alert" not in page.response.get_data(as_text=True)


def test_ninety_applications_cost_as_many_statements_as_one(browser_of: Browser) -> None:
    marks = [(str(number % 6), str(number // 6 % 6)) for number in range(90)]
    call = a_deliberated_call(*(judged(f"A-{number}", *pair) for number, pair in enumerate(marks)))
    evaluator = browser_of(an_evaluator_of(call))
    evaluator.see(RANKING)
    with statements() as found:
        evaluator.see(RANKING)
    assert len(found) <= 14, found


def test_one_application_costs_no_fewer(browser_of: Browser) -> None:
    evaluator = browser_of(an_evaluator_of(a_deliberated_call(judged("A-1"))))
    evaluator.see(RANKING)
    with statements() as found:
        evaluator.see(RANKING)
    assert len(found) <= 14


def test_criteria_are_explained_below(browser_of: Browser) -> None:
    call = a_deliberated_call(judged("A-1"), criteria=[criterion("2.1"), criterion("2.2", threshold="3", weight="2")])
    page = browser_of(an_official_of(call)).see(RANKING)
    assert "2.2 Kritērijs 2.2 (en) – at least 3 points" in page.text
