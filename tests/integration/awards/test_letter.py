"""The decision letter, in the mailbox and on the page of its applicant."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.awards import services
from grants.awards.models import SettledBy
from grants.awards.queries import decision_on
from grants.calls.models import Call
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from grants.notices.models import Message
from tests.factories.awards import (
    DELIBERATED,
    EVALUATORS,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    decide,
    ineligible,
    judged,
    judged_apart,
    letters_left,
    publish,
)
from tests.factories.documents import Raw, bundle_document, rules_document, schedule
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.calls.support import statements

pytestmark = pytest.mark.usefixtures("monday")


def money(when_short: str = "stop", **limit: object) -> Raw:
    return {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": limit, "when_short": when_short}


def confirmed(call: Call, at: datetime = DELIBERATED, left: datetime | None = None) -> None:
    """Confirm a call, and let its letters leave at the same moment or another."""
    official = an_official_of(call, name="Olga Coordinator")
    with clock.at(at):
        decide(call, official)
    letters_left(call, official, left or at)


def a_letter(*applications: Raw, about: str = "A-1", language: str = "en", **rules: object) -> Message:
    """Confirm a call and return the letter about one application, in one language."""
    call = a_deliberated_call(*applications, **rules)
    a_member(call, about, language=language)
    confirmed(call)
    return db.session.scalars(select(Message).where(Message.event == "decision")).one()


def a_reader(
    call: Call, reference: str = "A-1", language: str = "en", left: datetime = DELIBERATED
) -> tuple[Person, str]:
    """Return a member of a decided application and the address of the page of its decision, which was sent."""
    member = a_member(call, reference, language=language)
    confirmed(call, left=left)
    return member, f"/applications/{application_in(call, reference).id}/decision"


class TestWhatAnAdministrativeActSays:
    @pytest.mark.parametrize(
        "words",
        [
            "Piemēra pašvaldība, registration No. 90000000000, Lielā iela 1, Piemērs",
            "**Addressee:** Biedrība A-1, registration No. 40008000000",
            "**Date:** 14 January 2030",
            "Programma (en), project No. 1.2.3/30",
            "the application “Projekts A-1” was received under No. A-1. It asks for 4600.00 EUR.",
            "The application is approved and 4600.00 EUR are awarded.",
            "with 15.00 points of 15 has place 1.",
            "approved by Dome on 25 October 2029 under No. 12.",
            "contested by writing to Piemēra pašvaldība within 1 month.",
            "The term runs from the day on which this letter counts as notified: the second working day",
            "This letter is valid without a signature: Likuma 1. pants",
            "Olga Coordinator, project coordinator, Piemēra pašvaldība, 14 January 2030",
            "This is a courtesy copy.",
            "The letter itself is attached.",
        ],
    )
    def test_it_has(self, words: str) -> None:
        assert words in a_letter(judged("A-1", "5", "5")).words.text

    def test_the_subject_names_number_and_title(self) -> None:
        letter = a_letter(judged("A-1", "5", "5"))
        assert letter.subject == "Decision No. piemers-2030/1 on the application “Projekts A-1”"

    def test_it_comes_from_the_organiser(self) -> None:
        assert a_letter(judged("A-1", "5", "5")).reply_to == "konkurss@piemers.example"

    def test_an_appeal_goes_to_the_court(self) -> None:
        contest = {"months": 1, "kind": "appeal", "to": "Administratīvā rajona tiesa"}
        letter = a_letter(judged("A-1", "5", "5"), schedule=schedule(contest=contest))
        assert "# Where and until when the decision can be appealed" in letter.words.text
        assert "can be appealed to Administratīvā rajona tiesa within 1 month." in letter.words.text
        assert "contest" not in letter.words.text

    @pytest.mark.parametrize("number", ["", "–"])
    def test_nothing_stands_for_a_number_that_an_organiser_does_not_have(self, number: str) -> None:
        organiser = {**rules_document()["organiser"], "registration_number": number}
        letter = a_letter(judged("A-1", "5", "5"), organiser=organiser)
        assert "**Institution:** Piemēra pašvaldība, Lielā iela 1, Piemērs" in letter.words.text

    def test_nothing_stands_for_a_number_that_an_applicant_does_not_have(self) -> None:
        applicant = {"kind": "informal_group", "name": "Grupa A-1"}
        letter = a_letter(judged("A-1", "5", "5") | {"applicant": applicant})
        assert "**Addressee:** Grupa A-1\n" in letter.words.text

    def test_a_councils_decision_says_so(self) -> None:
        committee = {"size": 5, "quorum": 3, "decided_by": "council"}
        letter = a_letter(judged("A-1", "5", "5"), committee=committee)
        assert "The council decided on it on 14 January 2030 by its decision No. 15" in letter.words.text


class TestEachOutcome:
    def test_the_reserve_list(self) -> None:
        text = a_letter(judged("A-1"), judged("A-2", "5", "5"), funding=money(projects=1)).words.text
        assert "The application is put on the reserve list. No money is awarded now." in text
        assert "the one place of the call went to an application ranked higher" in text

    def test_a_rejection(self) -> None:
        text = a_letter(judged("A-1", "5", "2")).words.text
        assert "**The application is rejected.**" in text
        assert "- Criterion 2.2 “Kritērijs 2.2 (en)” received 2.00 points; the rules ask for at least 3." in text

    def test_an_application_that_was_not_admitted(self) -> None:
        text = a_letter(ineligible("A-1")).words.text
        assert "rejected without its quality being judged" in text
        assert "Administrative criterion 1.1 is not met: Iesniegts laikā (en)" in text

    def test_a_partial_award_names_both_sums(self) -> None:
        text = a_letter(judged("A-1"), judged("A-2", "5", "5"), funding=money("partial", total="5000.00")).words.text
        assert "approved and 400.00 EUR of the 4600.00 EUR asked for are awarded" in text

    def test_a_withdrawn_application_gets_no_letter(self) -> None:
        call = a_deliberated_call()
        a_member(call, "A-5")
        confirmed(call)
        assert db.session.scalars(select(Message)).all() == []


class TestEquals:
    SETTLED = "The order was settled by lot on 14 January 2030. Note: Anna drew No. 2."

    def drawn(self) -> Call:
        """Return a call with three equals for two places, of whom a lot put A-1 last."""
        call = a_deliberated_call(judged("A-1"), judged("A-2"), judged("A-3"), funding=money(projects=2))
        with clock.at(DELIBERATED):
            services.settle_tie(
                call=call,
                order=["A-2", "A-3", "A-1"],
                settled_by=SettledBy.LOT,
                reason="Anna drew\nNo. 2.",
                actor=an_official_of(call),
            )
        return call

    @pytest.mark.parametrize("reference", ["A-1", "A-3"])
    def test_the_letter_says_that_a_lot_put_them_in_order(self, reference: str) -> None:
        call = self.drawn()
        a_member(call, reference)
        confirmed(call)
        letter = db.session.scalars(select(Message)).one()
        assert f"- At least one other application has the same total. {self.SETTLED}" in letter.words.text

    def test_the_stored_reasoning_says_it_in_the_language_of_the_call(self) -> None:
        call = self.drawn()
        confirmed(call)
        decision = decision_on(application_in(call, "A-1"))
        assert decision is not None
        assert "2030. gada 14. janvāris" in decision.reasoning.splitlines()[-1]
        assert "Anna drew No. 2." in decision.reasoning.splitlines()[-1]

    def test_the_page_says_what_the_letter_said(self, browser_of: Browser) -> None:
        member, address = a_reader(self.drawn())
        assert self.SETTLED in browser_of(member).see(address).text

    def test_no_letter_names_the_others(self) -> None:
        call = self.drawn()
        a_member(call, "A-1")
        confirmed(call)
        text = db.session.scalars(select(Message)).one().words.text
        assert all(hidden not in text for hidden in ("A-2", "A-3"))

    def test_a_criterion_that_decided_is_named_with_the_own_points(self) -> None:
        broken = {"decimals": 2, "tie_break": ["criterion:2.2"]}
        equals = (judged("A-1", "5", "3"), judged("A-2", "3", "4"))
        text = a_letter(*equals, funding=money(projects=1), scoring=broken).words.text
        assert "By the rules more points in criterion 2.2 “Kritērijs 2.2 (en)” come first." in text
        assert "This application has 3.00 points there." in text

    def test_who_shares_the_points_with_nobody_reads_nothing_of_it(self) -> None:
        assert "other application" not in a_letter(judged("A-1", "5", "5"), judged("A-2")).words.text


def test_points_just_below_a_threshold_never_look_like_it() -> None:
    letter = a_letter(judged_apart("A-1", "555", "332"), scoring={"decimals": 0})
    assert "received 2.7 points; the rules ask for at least 3." in letter.words.text


@pytest.mark.parametrize(("language", "printed"), [("en", "12.7 points"), ("lv", "12,7")])
def test_points_ranked_below_others_never_look_like_theirs(language: str, printed: str) -> None:
    near = [judged_apart("A-1", "455", "444"), judged("A-2", "5", "4")]
    letter = a_letter(*near, language=language, scoring={"decimals": 0}, funding=money(projects=1))
    assert printed in letter.words.text
    decision = decision_on(application_in(call_by_slug("piemers-2030"), "A-2"))
    assert decision is not None
    assert decision.total == "13.0"


def test_reasons_are_in_the_language_of_the_letter() -> None:
    letter = a_letter(ineligible("A-1"), language="lv")
    assert "Iesniegts laikā" in letter.words.text
    assert "(en)" not in letter.words.text


def test_the_reasons_of_a_latvian_letter_are_the_stored_ones() -> None:
    call = a_deliberated_call()
    a_member(call, "A-3", language="lv")
    confirmed(call)
    decision = decision_on(application_in(call, "A-3"))
    letter = db.session.scalars(select(Message)).one()
    assert decision is not None
    assert decision.reasoning in letter.words.text


def test_a_letter_that_was_perhaps_sent_is_left_to_a_person() -> None:
    assert a_letter(judged("A-1", "5", "5")).once


def test_a_title_becomes_no_link_in_the_mail() -> None:
    letter = a_letter(judged("A-1", "5", "5", title="[Click](http://evil.example)"))
    assert 'evil.example"' not in letter.words.html


class TestPage:
    def test_an_applicant_reads_the_decision_and_its_dates(self, browser_of: Browser) -> None:
        member, address = a_reader(a_deliberated_call())
        words = browser_of(member).see(address).text
        assert "awarded 4600.00 EUR" in words
        assert "Counts as notified 16 January 2030 Last day to contest 18 February 2030" in words
        assert "The application is approved and 4600.00 EUR are awarded." in words

    def test_dates_are_counted_from_the_day_of_sending(self, browser_of: Browser) -> None:
        member, address = a_reader(a_deliberated_call(), left=DELIBERATED + timedelta(days=1))
        words = browser_of(member).see(address).text
        assert "Sent 15 January 2030 Counts as notified 17 January 2030" in words

    def test_the_day_is_that_of_the_calls_clocks(self, browser_of: Browser) -> None:
        member, address = a_reader(a_deliberated_call(), left=DELIBERATED.replace(hour=22, minute=30))
        assert "Sent 15 January 2030" in browser_of(member).see(address).text

    def test_it_is_in_the_readers_language(self, browser_of: Browser) -> None:
        member, address = a_reader(a_deliberated_call(), "A-4", language="lv")
        words = browser_of(member).see(address).text
        assert "Iesniegts laikā" in words
        assert "2030. gada 14. janvāris" in words

    @pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.AUDITOR])
    def test_only_those_who_work_on_the_application_read_it(self, browser_of: Browser, kind: RoleKind) -> None:
        call = a_deliberated_call()
        _member, address = a_reader(call)
        browser_of(an_official_of(call, kind)).see(address, status=404)
        browser_of(a_person()).see(address, status=404)
        browser_of(a_member(call, "A-2")).see(address, status=404)

    def test_there_is_none_before_the_decision(self, browser_of: Browser) -> None:
        call = a_deliberated_call()
        member = a_member(call, "A-1")
        browser_of(member).see(f"/applications/{application_in(call, 'A-1').id}/decision", status=404)

    def test_there_is_none_for_a_withdrawn_application(self, browser_of: Browser) -> None:
        member, address = a_reader(a_deliberated_call(), "A-5")
        browser_of(member).see(address, status=404)

    def test_its_cost_does_not_grow_with_the_call(self, browser_of: Browser) -> None:
        applications = [judged(f"A-{number}", "5", str(3 + number % 3)) for number in range(1, 31)]
        call = a_deliberated_call(*applications, funding=money())
        member, address = a_reader(call)
        browser = browser_of(member)
        browser.see(address)
        with statements() as found:
            browser.see(address)
        assert len(found) <= 14, found


class TestTakenIn:
    def read(self, browser_of: Browser) -> str:
        """Return the page of a decision that came with its competition in a file."""
        decision = {"outcome": "awarded", "amount": "4600.00", "reasons": []}
        document = bundle_document(applications=[judged("A-1", "5", "5", decision=decision)], ties=[])
        call = import_bundle(bundle=read_bundle(document), actor=None, evaluators=EVALUATORS)
        member = browser_of(a_member(call, "A-1"))
        assert "Receipt" not in member.see(f"/applications/{application_in(call, 'A-1').id}").links
        return member.see(f"/applications/{application_in(call, 'A-1').id}/decision").text

    def test_the_page_says_that_no_letter_was_sent(self, browser_of: Browser) -> None:
        words = self.read(browser_of)
        assert "no letter was sent from here" in words
        assert "Day of the decision 14 January 2030 Counts as notified" in words

    def test_the_list_of_decisions_has_the_totals_its_marks_come_to(self, browser_of: Browser) -> None:
        self.read(browser_of)
        official = browser_of(an_official_of(call_by_slug("piemers-2030")))
        assert "Biedrība A-1 15.00 awarded" in official.see("/office/calls/piemers-2030/decisions").text


@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_list_and_detail_compute_figures_by_the_same_function(browser_of: Browser, decimals: int) -> None:
    call = a_deliberated_call(judged_apart("A-1", "455", "444"), scoring={"decimals": decimals})
    member, letter = a_reader(call)
    official = browser_of(an_official_of(call))
    publish(call)
    total = {0: "13", 1: "12.7", 2: "12.67", 3: "12.667"}[decimals]
    pages = [
        official.see("/office/calls/piemers-2030/ranking"),
        official.see("/office/calls/piemers-2030/decisions"),
        official.see("/calls/piemers-2030/results"),
        browser_of(member).see(letter),
    ]
    assert [f" {total} " in page.text for page in pages] == [True] * 4
