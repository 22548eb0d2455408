"""The confirmation of the decisions: consequences first, then once and for all."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select

from grants.accounts.models import RoleKind
from grants.applications.models import ApplicationState
from grants.applications.services import withdraw
from grants.awards import services
from grants.awards.letters.models import Letter, LetterState
from grants.awards.models import Decision, Outcome, SettledBy
from grants.awards.queries import decisions_of
from grants.calls.models import Call, Stage
from grants.calls.services import missing
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import Conflict, Stale
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.factories.awards import (
    a_decided_call,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    ineligible,
    judged,
    tied,
    withdrawn,
)
from tests.factories.documents import Raw, sheet
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.calls.support import statements
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

DECISIONS = "/office/calls/piemers-2030/decisions"
CONFIRM = "Confirm the decisions"
REFERENCES = ("A-1", "A-2", "A-3", "A-4", "A-5")


def money(when_short: str = "stop", **limit: object) -> Raw:
    """Return money rules with a limit."""
    return {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": limit, "when_short": when_short}


def count(model: type[Decision] | type[Letter] | type[Message]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def decided(call: Call) -> dict[str, Decision]:
    """Return the decisions by reference."""
    by_id = decisions_of(call)
    found = {reference: by_id.get(application_in(call, reference).id) for reference in REFERENCES}
    return {reference: decision for reference, decision in found.items() if decision is not None}


@pytest.fixture
def call() -> Call:
    """Return a call with one application of each outcome, two people working on the first, one on the others."""
    call = a_deliberated_call()
    both = a_member(call, "A-1")
    a_member(call, "A-2", both)
    for reference in ("A-1", "A-3", "A-4", "A-5"):
        a_member(call, reference)
    return call


@pytest.fixture
def coordinator(call: Call, browser_of: Browser) -> Visitor:
    return browser_of(an_official_of(call))


class TestBefore:
    def test_it_counts_outcomes_money_letters_and_people(self, coordinator: Visitor) -> None:
        words = coordinator.see(DECISIONS).text
        assert "awarded 1 reserve list 1 rejected 1 not admitted 1" in words
        assert "Awards come to 4600.00 EUR in all." in words
        assert "4 letters are prepared, for 4 people." in words

    def test_it_says_that_nothing_becomes_public_yet(self, coordinator: Visitor) -> None:
        assert "Nothing becomes public yet" in coordinator.see(DECISIONS).text

    def test_it_shows_every_letter(self, coordinator: Visitor) -> None:
        page = coordinator.see(DECISIONS)
        letters = page.tree.findall(".//details")
        assert len(letters) == 4
        assert "Projekta iesniegums ir apstiprināts, piešķirot finansējumu 4600,00 EUR apmērā." in page.text

    def test_it_names_applications_nobody_can_be_written_to_about(self, browser_of: Browser) -> None:
        call = a_deliberated_call(judged("A-1"))
        assert "Nobody can be written to about A-1" in browser_of(an_official_of(call)).see(DECISIONS).text

    def test_looking_stores_nothing(self, coordinator: Visitor) -> None:
        coordinator.see(DECISIONS)
        assert (count(Decision), count(Message)) == (0, 0)

    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_other_officials_read_it_without_a_button(self, call: Call, browser_of: Browser, kind: RoleKind) -> None:
        page = browser_of(an_official_of(call, kind)).see(DECISIONS)
        assert "Only a project coordinator of the organiser can confirm." in page.text
        assert all(CONFIRM not in form.buttons for form in page.forms)

    def test_others_do_not_know_of_it(self, call: Call, browser_of: Browser) -> None:
        browser_of(a_member(call, "A-2")).see(DECISIONS, status=404)

    def test_it_costs_as_many_statements_for_thirty_applications_as_for_five(self, browser_of: Browser) -> None:
        applications = [judged(f"A-{number}", "5", str(3 + number % 3)) for number in range(30)]
        many = a_deliberated_call(*applications, funding=money())
        for number in range(30):
            a_member(many, f"A-{number}")
        browser = browser_of(an_official_of(many))
        browser.see(DECISIONS)
        with statements() as found:
            browser.see(DECISIONS)
        assert len(found) <= 21, found


class TestConfirming:
    def test_every_application_is_decided_as_it_ranks(self, call: Call, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        made = {reference: (one.outcome, one.amount, one.total) for reference, one in decided(call).items()}
        assert made == {
            "A-1": (Outcome.AWARDED, Decimal("4600.00"), "15.00"),
            "A-2": (Outcome.RESERVE, None, "12.00"),
            "A-3": (Outcome.REJECTED, None, "9.00"),
            "A-4": (Outcome.INELIGIBLE, None, None),
        }

    def test_the_call_and_its_applications_move_on(self, call: Call, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        states = [application_in(call, reference).state for reference in REFERENCES]
        assert call.stage is Stage.DECIDED
        assert states == [ApplicationState.DECIDED] * 4 + [ApplicationState.WITHDRAWN]

    def test_a_letter_is_prepared_for_each_and_nothing_is_sent(self, call: Call, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        letters = db.session.scalars(select(Letter).where(Letter.call_id == call.id)).all()
        assert [letter.state for letter in letters] == [LetterState.PREPARED] * 4
        assert {letter.decision_id for letter in letters} == {one.id for one in decided(call).values()}
        assert count(Message) == 0

    def test_a_withdrawn_application_gets_neither_decision_nor_letter(self, call: Call, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        assert "A-5" not in decided(call)

    def test_a_double_click_makes_one_set_of_decisions(self, coordinator: Visitor) -> None:
        page = coordinator.see(DECISIONS)
        coordinator.send(page, button=CONFIRM)
        after = coordinator.send(page, button=CONFIRM)
        assert (count(Decision), count(Letter), count(Message)) == (4, 4, 0)
        assert after.address == DECISIONS
        assert "4 decisions are confirmed." in after.text

    def test_afterwards_the_page_lists_what_was_decided(self, coordinator: Visitor) -> None:
        page = coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        assert "piemers-2030/1 A-1 Projekts A-1 Biedrība A-1 15.00 awarded 4600.00 EUR" in page.text
        assert "4 letters have not been sent yet." in page.text

    def test_a_ranking_that_changed_since_it_was_seen_is_not_confirmed(self, call: Call, coordinator: Visitor) -> None:
        page = coordinator.see(DECISIONS)
        member = a_member(call, "A-1")
        withdraw(application=application_in(call, "A-1"), actor=member)
        refused = coordinator.send(page, button=CONFIRM, status=409)
        assert "The ranking has changed since you looked at it" in refused.text
        assert count(Decision) == 0

    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_only_coordinators_can(self, call: Call, browser_of: Browser, kind: RoleKind) -> None:
        page = browser_of(an_official_of(call)).see(DECISIONS)
        official = browser_of(an_official_of(call, kind))
        token = official.see(DECISIONS).token
        sent = {"seen": page.form(CONFIRM).values["seen"], "csrf_token": token}
        assert official.post(DECISIONS, data=sent).status_code == 403
        assert count(Decision) == 0

    def test_nobody_else_knows_of_it(self, browser_of: Browser) -> None:
        a_deliberated_call()
        stranger = browser_of(a_person())
        token = stranger.see("/").token
        assert stranger.post(DECISIONS, data={"csrf_token": token}).status_code == 404

    def test_the_number_of_a_decision_tells_nothing_of_the_ranking(self) -> None:
        first, second = judged("A-1", "4", "4", submitted_at="2029-12-02T12:00:00+02:00"), judged("A-2", "5", "5")
        call = a_decided_call(first, second)
        assert decisions_of(call)[application_in(call, "A-1").id].number == "piemers-2030/1"

    def test_the_journal_holds_codes_only(self, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        entries = db.session.scalars(select(Entry).where(Entry.action == "decision.confirmed")).all()
        assert {entry.details["outcome"] for entry in entries} == {"awarded", "reserve", "rejected", "ineligible"}
        assert all(set(entry.details) == {"outcome", "decision"} for entry in entries)

    def test_the_reasons_are_stored_in_the_first_language_of_the_call(self, call: Call, coordinator: Visitor) -> None:
        coordinator.send(coordinator.see(DECISIONS), button=CONFIRM)
        assert "9,00" not in decided(call)["A-1"].reasoning
        assert "15,00" in decided(call)["A-1"].reasoning

    def test_every_reason_is_shown_to_whoever_confirms_before_it_is_approved_so(
        self, call: Call, coordinator: Visitor
    ) -> None:
        page = coordinator.see(DECISIONS)
        assert "you approve the reasons that the letters below give" in page.text
        before = " ".join(page.text.replace("\N{NO-BREAK SPACE}", " ").split())
        coordinator.send(page, button=CONFIRM)
        reasons = [line for one in decided(call).values() for line in one.reasoning.splitlines()]
        assert len(reasons) >= len(decided(call)) - 1
        for line in reasons:
            assert " ".join(line.replace("\N{NO-BREAK SPACE}", " ").split()) in before

    def test_a_partial_award_is_less_than_was_asked_for(self) -> None:
        funding = money("partial", total="5000.00")
        call = a_decided_call(judged("A-1", "5", "5"), judged("A-2"), funding=funding)
        assert decisions_of(call)[application_in(call, "A-2").id].amount == Decimal("400.00")


class TestObstacles:
    def obstacles(self, call: Call) -> str:
        return " ".join(map(str, missing(call, Action.CONFIRM)))

    def refuses(self, call: Call) -> None:
        with pytest.raises(Conflict):
            services.confirm(call=call, actor=an_official_of(call))

    def test_an_open_check_blocks(self) -> None:
        call = a_deliberated_call(judged("A-1", checks={}))
        assert self.obstacles(call) == "A-1: no answer to check 1.1."
        self.refuses(call)

    def test_a_missing_mark_blocks(self) -> None:
        half = [sheet(one, "4", "4", scores={"2.1": "4"}) for one in ("E1", "E2", "E3")]
        call = a_deliberated_call(judged("A-1", evaluations=half))
        assert self.obstacles(call) == "A-1: no mark for criterion 2.2."
        self.refuses(call)

    def test_an_open_tie_blocks_where_an_award_hangs_on_it(self) -> None:
        call = a_deliberated_call(*tied())
        assert "An award hangs on a tie that nobody has settled: A-1, A-2." in self.obstacles(call)
        self.refuses(call)

    def test_a_settled_tie_does_not(self) -> None:
        call = a_deliberated_call(*tied())
        order = ["A-2", "A-1"]
        services.settle_tie(call=call, order=order, settled_by=SettledBy.LOT, reason="Loze", actor=None)
        assert self.obstacles(call) == ""

    def test_a_tie_without_consequence_does_not(self) -> None:
        assert self.obstacles(a_deliberated_call(judged("A-0", "5", "5"), *tied())) == ""

    def test_fewer_sheets_than_the_quorum_block(self) -> None:
        two = [sheet("E1", "4", "4"), sheet("E2", "4", "4")]
        call = a_deliberated_call(judged("A-1", evaluations=two))
        assert self.obstacles(call) == "Fewer than 3 submitted sheets: A-1."
        self.refuses(call)

    def test_a_sheet_with_a_conflict_does_not_count(self) -> None:
        sheets = [sheet("E1", "4", "4"), sheet("E2", "4", "4"), sheet("E3", "4", "4", conflict=True)]
        assert "Fewer than 3" in self.obstacles(a_deliberated_call(judged("A-1", evaluations=sheets)))

    def test_what_is_not_judged_needs_no_sheets(self) -> None:
        assert self.obstacles(a_deliberated_call(judged("A-1"), ineligible("A-2"), withdrawn("A-3"))) == ""

    def test_the_page_names_what_is_open_and_has_no_button(self, browser_of: Browser) -> None:
        page = browser_of(an_official_of(a_deliberated_call(*tied()))).see(DECISIONS)
        assert "The decisions cannot be confirmed yet" in page.text
        assert all(CONFIRM not in form.buttons for form in page.forms)

    @pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.SCORING])
    def test_there_is_a_time_for_it(self, call: Call, coordinator: Visitor, stage: Stage) -> None:
        call.stage = stage
        coordinator.see(DECISIONS, status=409)
        self.refuses(call)


def test_the_service_compares_the_ranking_that_was_seen() -> None:
    call = a_deliberated_call()
    with pytest.raises(Stale):
        services.confirm(call=call, actor=an_official_of(call), seen="something else")
