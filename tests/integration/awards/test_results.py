"""The results: what publishing makes known, and what everybody then reads."""

import pytest

from grants.accounts.models import RoleKind
from grants.awards import services
from grants.awards.models import SettledBy
from grants.calls.models import Stage
from grants.calls.queries import call_by_slug
from grants.db import db
from grants.exchange.services import import_bundle
from grants.exchange.validation import read_bundle
from tests.factories.awards import (
    EVALUATORS,
    a_decided_call,
    a_deliberated_call,
    a_member,
    a_published_call,
    a_told_call,
    an_official_of,
    judged,
    publish,
)
from tests.factories.documents import Raw, application_document, bundle_document
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.calls.support import statements
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

RESULTS = "/calls/piemers-2030/results"
PUBLISHING = "/office/calls/piemers-2030/results"
PUBLISH = "Publish the results"
ALL_SHOWN = {"scores": True, "rejected_names": True, "natural_person_names": True}
NOTHING_SHOWN = dict.fromkeys(ALL_SHOWN, False)


@pytest.fixture
def anybody(client: Visitor) -> Visitor:
    """Return somebody who is not signed in and reads English."""
    client.get("/language/en")
    return client


class TestPublishing:
    def test_it_says_what_becomes_public_and_shows_it(self, browser_of: Browser) -> None:
        words = browser_of(an_official_of(a_told_call())).see(PUBLISHING).text
        assert "Of projects that were not supported only the number is shown." in words
        assert "Awarded projects Applicant Project Points Sum Biedrība A-1" in words

    def test_it_is_refused_while_a_letter_has_not_left(self, browser_of: Browser) -> None:
        call = a_decided_call()
        browser = browser_of(an_official_of(call))
        page = browser.see(PUBLISHING)
        assert "4 letters have not been sent yet: their readers would learn the decision" in page.text
        assert "/office/calls/piemers-2030/letters" in page.links.values()
        token = browser.see("/").token
        assert browser.post(PUBLISHING, data={"csrf_token": token}).status_code == 409
        assert call.stage is Stage.DECIDED

    def test_publishing_leads_to_the_public_page(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_told_call()))
        page = browser.send(browser.see(PUBLISHING), button=PUBLISH)
        assert page.address == RESULTS
        assert "The results are published." in page.text

    def test_a_double_click_publishes_once_and_leads_there_too(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_told_call()))
        page = browser.see(PUBLISHING)
        browser.send(page, button=PUBLISH)
        assert browser.send(page, button=PUBLISH).address == RESULTS

    def test_afterwards_its_page_leads_to_the_results(self, browser_of: Browser) -> None:
        assert browser_of(an_official_of(a_published_call())).see(PUBLISHING).address == RESULTS

    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_other_officials_see_it_but_cannot(self, browser_of: Browser, kind: RoleKind) -> None:
        official = browser_of(an_official_of(a_told_call(), kind))
        page = official.see(PUBLISHING)
        assert "Only a project coordinator of the organiser can publish." in page.text
        token = page.token
        assert official.post(PUBLISHING, data={"csrf_token": token}).status_code == 403

    def test_nothing_is_published_before_the_decisions(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_deliberated_call()))
        browser.see(PUBLISHING, status=409)
        token = browser.see("/").token
        assert browser.post(PUBLISHING, data={"csrf_token": token}).status_code == 409

    def test_others_do_not_know_of_it(self, browser_of: Browser) -> None:
        a_decided_call()
        browser_of(a_person()).see(PUBLISHING, status=404)


class TestBefore:
    @pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.DELIBERATION, Stage.DECIDED])
    def test_the_public_finds_nothing(self, anybody: Visitor, stage: Stage) -> None:
        call = a_decided_call()
        call.stage = stage
        anybody.see(RESULTS, status=404)

    def test_applicants_find_nothing(self, browser_of: Browser) -> None:
        browser_of(a_member(a_decided_call(), "A-1")).see(RESULTS, status=404)

    def test_officials_see_a_note(self, browser_of: Browser) -> None:
        words = browser_of(an_official_of(a_deliberated_call(), RoleKind.SECRETARY)).see(RESULTS).text
        assert "Only officials of the organiser see this page" in words
        assert "Nothing is decided yet." in words

    def test_officials_see_how_it_will_look(self, browser_of: Browser) -> None:
        assert "Biedrība A-1" in browser_of(an_official_of(a_decided_call())).see(RESULTS).text


class TestPublished:
    def test_everybody_reads_awards_with_sum_and_points(self, anybody: Visitor) -> None:
        a_published_call()
        words = anybody.see(RESULTS).text
        assert "Biedrība A-1 Projekts A-1 15.00 4600.00 EUR" in words
        assert "Applications received 5 Projects awarded 1 Money awarded 4600.00 EUR" in words

    def test_the_reserve_list_stands_in_its_order(self, anybody: Visitor) -> None:
        a_published_call(judged("A-1", "5", "5"), judged("A-2", "5", "3"), judged("A-3", "5", "4"))
        words = anybody.see(RESULTS).text
        assert words.index("Biedrība A-3") < words.index("Biedrība A-2")

    def test_of_the_rest_only_numbers_are_known(self, anybody: Visitor) -> None:
        a_published_call()
        page = anybody.see(RESULTS)
        assert "Rejected 1 Not admitted 1 Withdrawn by the applicant 1" in page.text
        source = page.response.get_data(as_text=True)
        assert all(f"A-{number}" not in source for number in (3, 4, 5))

    def test_rejected_projects_are_named_where_the_rules_say_so(self, anybody: Visitor) -> None:
        a_published_call(publication=ALL_SHOWN)
        assert "Biedrība A-3 Projekts A-3 9.00 rejected" in anybody.see(RESULTS).text

    def test_nothing_hidden_is_anywhere_in_the_page(self, anybody: Visitor) -> None:
        person = {"kind": "natural_person", "name": "Anna Ozola"}
        a_published_call(judged("A-1", "5", "5", applicant=person), judged("A-2"), publication=NOTHING_SHOWN)
        source = anybody.see(RESULTS).response.get_data(as_text=True)
        assert "natural person" in source
        assert all(hidden not in source for hidden in ("Anna Ozola", "15.00", "15,00", "Points", ">A-1<"))

    def test_a_natural_person_is_named_where_the_rules_say_so(self, anybody: Visitor) -> None:
        person = {"kind": "natural_person", "name": "Anna Ozola"}
        a_published_call(judged("A-1", applicant=person), publication=ALL_SHOWN)
        assert "Anna Ozola" in anybody.see(RESULTS).text

    def test_the_programme_stands_on_the_page(self, anybody: Visitor) -> None:
        a_published_call()
        assert "Project No. 1.2.3/30" in anybody.see(RESULTS).text

    def test_the_call_leads_to_its_results(self, anybody: Visitor) -> None:
        a_published_call()
        assert anybody.see("/calls/piemers-2030").links["To the results"] == RESULTS

    def test_it_is_shown_in_both_languages(self, client: Visitor) -> None:
        a_published_call()
        client.get("/language/en")
        assert "15.00" in client.see(RESULTS).text
        client.get("/language/lv")
        assert "15,00" in client.see(RESULTS).text

    def test_another_call_at_the_same_address_shows_its_own_results(self, anybody: Visitor) -> None:
        call = a_published_call()
        anybody.see(RESULTS)
        call.slug = "cits-2030"
        db.session.flush()
        a_published_call(judged("A-9"))
        assert "Biedrība A-9" in anybody.see(RESULTS).text

    def test_ninety_applications_cost_as_many_statements_as_one(self, anybody: Visitor) -> None:
        applications = [judged(f"A-{number}", "5", str(3 + number % 3)) for number in range(90)]
        funding = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": {}, "when_short": "stop"}
        a_published_call(*applications, funding=funding)
        anybody.see(RESULTS)
        with statements() as found:
            anybody.see(RESULTS)
        assert len(found) <= 6, found


class TestEquals:
    def published(self, order: list[str], **rules: object) -> None:
        """Publish a call of equals of whom a vote on the Monday awards the first."""
        call = a_deliberated_call(*(judged(reference) for reference in sorted(order)), **rules)
        services.settle_tie(
            call=call, order=order, settled_by=SettledBy.VOTE, reason="A-1 got one voice.", actor=an_official_of(call)
        )
        services.confirm(call=call, actor=an_official_of(call))
        publish(call)

    def test_everybody_reads_what_put_them_in_order(self, anybody: Visitor) -> None:
        self.published(["A-2", "A-1"])
        words = "Equal points 12.00 points: The committee settled the order by vote on 14 January 2030."
        assert words in anybody.see(RESULTS).text

    def test_nobody_reads_the_note_of_the_committee(self, anybody: Visitor) -> None:
        self.published(["A-2", "A-1"])
        assert "one voice" not in anybody.see(RESULTS).text

    def test_where_points_are_not_shown_nothing_is_said_of_them(self, anybody: Visitor) -> None:
        self.published(["A-2", "A-1"], publication=NOTHING_SHOWN)
        assert "settled" not in anybody.see(RESULTS).text


class TestTakenIn:
    def finished(self, *applications: Raw) -> None:
        """Take in a competition that was decided elsewhere."""
        document = bundle_document(applications=list(applications), ties=[])
        import_bundle(bundle=read_bundle(document), actor=None, evaluators=EVALUATORS)

    def decided(self, reference: str, outcome: str, **changes: object) -> Raw:
        amount = "4600.00" if outcome == "awarded" else None
        applicant = {"kind": "association", "name": f"Biedrība {reference}"}
        decision: Raw = {"outcome": outcome, "amount": amount, "reasons": []}
        return application_document(reference, decision=decision, applicant=applicant, **changes)

    def test_a_competition_without_marks_has_no_points(self, anybody: Visitor) -> None:
        self.finished(self.decided("A-1", "awarded", evaluations=[], checks={}))
        page = anybody.see(RESULTS)
        assert "Biedrība A-1 Projekts 4600.00 EUR" in page.text
        assert "Points" not in page.text

    def test_of_a_competition_without_marks_only_what_was_published_is_known(self, anybody: Visitor) -> None:
        self.finished(self.decided("A-1", "awarded", evaluations=[], checks={}))
        words = anybody.see(RESULTS).text
        assert "This is what was published of this competition." in words
        assert "Applications received" not in words

    def test_a_competition_with_marks_holds_all_that_was_received(self, anybody: Visitor) -> None:
        self.finished(self.decided("A-1", "awarded", evaluations=judged("A-1", "5", "5")["evaluations"]))
        assert "Applications received 1" in anybody.see(RESULTS).text

    def test_what_put_its_equals_in_order_follows_from_its_marks(self, anybody: Visitor) -> None:
        first, second = judged("A-1", "5", "3"), judged("A-2", "3", "4")
        self.finished(
            self.decided("A-1", "reserve", evaluations=first["evaluations"]),
            self.decided("A-2", "awarded", evaluations=second["evaluations"]),
        )
        words = "11.00 points: By the rules more points in criterion 2.2 “Kritērijs 2.2 (en)” come first."
        assert words in anybody.see(RESULTS).text

    def test_a_competition_with_marks_has_the_points_they_come_to(self, anybody: Visitor) -> None:
        self.finished(self.decided("A-1", "awarded", evaluations=judged("A-1", "5", "5")["evaluations"]))
        assert "15.00" in anybody.see(RESULTS).text

    def test_its_ranking_shows_what_was_decided(self, browser_of: Browser) -> None:
        self.finished(self.decided("A-1", "awarded", evaluations=[], checks={}))
        official = an_official_of(call_by_slug("piemers-2030"))
        words = browser_of(official).see("/office/calls/piemers-2030/ranking").text
        assert "A-1 Projekts Biedrība A-1 – – – awarded 4600.00 EUR" in words
