"""The pages of complaints: of who complains, of the office, of who evaluates anew."""

import io

import pytest

from grants.accounts.lists import views
from grants.accounts.models import RoleKind
from grants.awards.contests import services
from grants.awards.contests.models import Ruling
from grants.awards.contests.queries import complaints_in
from grants.awards.contests.services import Ruled
from grants.calls.models import Call
from tests.factories.awards import SLUG, a_member, a_told_call, an_official_of, application_in
from tests.factories.contests import a_complaint, a_fresh_member, judged_anew, ruled
from tests.factories.documents import schedule
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

LIST = f"/office/calls/{SLUG}/complaints"
PDF = b"%PDF-1.7 complaint"


class TestApplicant:
    def test_it_is_filed_from_the_page_of_the_decision_with_a_file(self, call: Call, browser_of: Browser) -> None:
        application, member = application_in(call, "A-3"), a_member(call, "A-3")
        browser = browser_of(member)
        page = browser.see(
            browser.see(f"/applications/{application.id}").links["Contest the decision, or see what became of it"]
        )
        sent = {"words": "Vērtējums ir „nepamatots” <b>.", "file": (io.BytesIO(PDF), "sūdzība.pdf")}
        page = browser.send(page, sent, button="Send the complaint")
        assert "Your complaint was received." in page.text
        assert "Vērtējums ir „nepamatots” <b>." in page.text
        assert "Until then the decision is suspended." in page.text
        (complaint,) = complaints_in(call)
        official = browser_of(an_official_of(call))
        with official.get(f"/office/complaints/{complaint.id}/file") as answer:
            assert answer.data == PDF

    def test_what_is_missing_is_said_and_nothing_is_lost(self, call: Call, browser_of: Browser) -> None:
        address = f"/applications/{application_in(call, 'A-3').id}/complaint"
        browser = browser_of(a_member(call, "A-3"))
        assert (
            "Write what you ask for."
            in browser.send(browser.see(address), button="Send the complaint", status=422).text
        )

    def test_its_state_and_the_answer_are_seen(self, call: Call, browser_of: Browser) -> None:
        member = a_member(call, "A-3")
        ruled(a_complaint(call, complainant=member), Ruled(Ruling.REJECTED, "Punktu skaits ir pareizs."))
        page = browser_of(member).see(f"/applications/{application_in(call, 'A-3').id}/complaint")
        assert "It is rejected" in page.text
        assert "Punktu skaits ir pareizs." in page.text

    def test_others_find_nothing(self, call: Call, browser_of: Browser) -> None:
        address = f"/applications/{application_in(call, 'A-3').id}/complaint"
        browser_of(a_member(call, "A-1")).see(address, status=404)

    def test_what_is_appealed_goes_to_a_court(self, browser_of: Browser) -> None:
        contest = {"kind": "appeal", "to": "Administratīvā rajona tiesa", "months": 1}
        call = a_told_call(schedule=schedule(contest=contest))
        address = f"/applications/{application_in(call, 'A-3').id}/complaint"
        browser_of(a_member(call, "A-3")).see(address, status=404)


class TestOffice:
    def test_from_the_complaint_to_the_new_decision(self, call: Call, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(call))
        typed = {
            "reference": "a-3",
            "complainant": "Biedrība A-3",
            "received_on": "14.01.2030",
            "came_by": "post",
            "words": "Iebilstu.",
        }
        page = browser.send(browser.see(f"{LIST}/new"), typed, button="Record")
        assert "The decision is suspended until" in page.text
        page = browser.send(
            page, {"ruling": "upheld", "reason": "Pareizi.", "is_judged_anew": "y"}, button="Record the decision"
        )
        page = browser.send(page, {"name": "Ārējs", "email": "arejs@example.org"}, button="Ask them")
        assert "The rules ask for 2 more sheets." in page.text
        (complaint,) = complaints_in(call)
        judged_anew(complaint, ("5", "5"), ("5", "5"))
        page = browser.send(browser.see(page.address), button="Make the new decisions")
        assert "The new decisions are made." in page.text
        assert "What changed" in page.text
        assert browser.see(f"/office/calls/{SLUG}/decisions").text.count("awarded 4600.00 EUR") == 1

    def test_the_page_of_the_call_says_how_many_decisions_are_contested(self, call: Call, browser_of: Browser) -> None:
        a_complaint(call)
        page = browser_of(an_official_of(call)).see(f"/office/calls/{SLUG}")
        assert "1 decision is contested and suspended." in page.text

    def test_it_waits_on_the_start_page_until_its_decision_is_sent(self, call: Call, browser_of: Browser) -> None:
        complaint = a_complaint(call)
        browser = browser_of(an_official_of(call))
        assert "Decide on the complaint about A-3" in browser.see("/account/").text
        ruled(complaint, Ruled(Ruling.REJECTED, "Nav pamata."))
        assert "Send the decision on the complaint about A-3" in browser_of(an_official_of(call)).see("/account/").text

    def test_who_has_an_application_in_the_call_handles_none(self, call: Call, browser_of: Browser) -> None:
        complaint, official = a_complaint(call), an_official_of(call)
        a_member(call, "A-1", official)
        browser = browser_of(official)
        browser.see(LIST, status=403)
        browser.see(f"/office/complaints/{complaint.id}", status=404)

    def test_others_find_nothing(self, call: Call, browser_of: Browser) -> None:
        complaint = a_complaint(call)
        stranger = browser_of(a_person())
        for address in (LIST, f"/office/complaints/{complaint.id}", f"/evaluation/complaints/{complaint.id}"):
            stranger.see(address, status=404)

    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_only_a_coordinator_decides(self, call: Call, browser_of: Browser, kind: RoleKind) -> None:
        complaint = a_complaint(call)
        page = browser_of(an_official_of(call, kind)).see(f"/office/complaints/{complaint.id}")
        assert "Record the decision" not in page.text


class TestEvaluator:
    def test_they_see_the_application_and_no_earlier_mark(self, call: Call, browser_of: Browser) -> None:
        complaint, person = ruled(a_complaint(call)), a_fresh_member(call)
        services.name_evaluator(complaint=complaint, person=person, actor=an_official_of(call))
        browser = browser_of(person)
        page = browser.see(browser.see("/account/").links["Evaluate an application anew: Piemērs (en)"])
        assert "Vērtējums ir nepamatots." not in page.text
        marks = {"mark-2.1": "5", "mark-2.2": "5"}
        refused = browser.send(page, marks, button="Send the marks", status=422)
        assert "Say that you have no conflict of interest" in refused.text
        sent = browser.send(refused, marks | {"impartial": "1"}, button="Send the marks")
        assert "Your marks are sent." in sent.text

    def test_who_has_a_conflict_says_so_and_sees_no_more(self, call: Call, browser_of: Browser) -> None:
        complaint, person = ruled(a_complaint(call)), a_fresh_member(call)
        services.name_evaluator(complaint=complaint, person=person, actor=an_official_of(call))
        browser = browser_of(person)
        browser.send(browser.see(f"/evaluation/complaints/{complaint.id}"), button="I have a conflict of interest")
        browser.see(f"/evaluation/complaints/{complaint.id}", status=404)


def test_from_twenty_on_they_are_narrowed_and_taken_along(
    call: Call, browser_of: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(a_complaint(call), Ruled(Ruling.REJECTED, "Punktu skaits ir pareizs."))
    a_complaint(call, "A-2")
    browser = browser_of(an_official_of(call))
    assert "Columns" not in browser.see(LIST).text
    monkeypatch.setattr(views, "LONG", 2)
    page = browser.see(f"{LIST}?state=open&sort=-number&hide=received")
    said = browser.get(page.links["text table (.csv)"]).get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert said[0] == "Number;Application;Who complains;Decide until;State"
    assert [line.split(";")[1] for line in said[1:]] == ["A-2"]
    assert browser.see(f"{LIST}?state=withdrawn").text.count("Nothing fits what you asked for.") == 1
