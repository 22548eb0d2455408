"""What officials do on their pages of calls."""

import io
import json
import uuid
from typing import Any

import pytest
from flask import Flask

from grants import clock
from grants.accounts.models import RoleKind
from grants.calls import services
from grants.calls.models import Stage
from grants.calls.queries import call_by_slug
from grants.calls.reasons import Reason
from grants.calls.workflow import Action
from grants.db import db
from grants.errors import NotFound
from grants.notices.models import Message, MessageState
from grants.web.slots import tasks_of
from tests.factories.calls import CLOSED, OPEN, WRITTEN, a_call, a_closed_call, a_draft, an_official, with_act
from tests.factories.documents import bundle_document, changed, rules_document, words
from tests.factories.people import a_person
from tests.integration.calls.conftest import SignIn
from tests.integration.calls.support import no_guards
from tests.support.pages import Values
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/office/calls/piemers-2030"
STORE, PUBLISH, CHECK, CANCEL = "Store as a draft", "Publish the call", "Start checking", "Cancel the call"


def file(document: Any) -> tuple[io.BytesIO, str]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return io.BytesIO(content), "rules.json"


@pytest.fixture
def coordinator(as_person: SignIn) -> Visitor:
    with clock.at(WRITTEN):
        return as_person(an_official())


class TestPreparing:
    @pytest.mark.parametrize("document", [rules_document(), bundle_document()], ids=["rules", "competition"])
    def test_a_file_becomes_a_draft(self, coordinator: Visitor, document: dict[str, Any]) -> None:
        with clock.at(WRITTEN):
            page = coordinator.send(coordinator.see("/office/calls/new"), {"file": file(document)}, button=STORE)
        assert page.address == CALL
        assert call_by_slug("piemers-2030").stage is Stage.DRAFT

    def test_every_problem_of_a_file_is_named_and_nothing_stored(self, coordinator: Visitor) -> None:
        document = changed(changed(rules_document(), "criteria/1/threshold", "9"), "funding/amount/fixed", "-1")
        with clock.at(WRITTEN):
            page = coordinator.send(
                coordinator.see("/office/calls/new"), {"file": file(document)}, button=STORE, status=422
            )
        assert "criteria[1].threshold" in page.text
        assert "funding.amount.fixed" in page.text
        with pytest.raises(NotFound):
            call_by_slug("piemers-2030")

    def test_an_address_that_is_taken_is_refused_in_words(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            page = coordinator.send(
                coordinator.see("/office/calls/new"), {"file": file(rules_document())}, button=STORE, status=422
            )
        assert "piemers-2030" in page.text

    def test_without_a_file_nothing_happens(self, coordinator: Visitor) -> None:
        with clock.at(WRITTEN):
            coordinator.send(coordinator.see("/office/calls/new"), button=STORE, status=422)

    def test_an_official_cannot_prepare_calls_of_another_organiser(self, coordinator: Visitor) -> None:
        other = a_draft("cits", slug="cits")
        with clock.at(WRITTEN):
            page = coordinator.see("/office/calls/new")
            typed = {"file": file(rules_document()), "organiser": str(other.organiser_id)}
            coordinator.send(page, typed, button=STORE, status=422)

    def test_the_rules_of_a_draft_are_replaced_by_a_file(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            typed = {"file": file(rules_document(title=words("Labots")))}
            page = coordinator.send(coordinator.see(f"{CALL}/rules/file"), typed, button="Replace the rules")
        assert (page.heading, page.title.partition(" – ")[0]) == ("Rules", "Rules: Labots (en)")

    def test_the_rules_of_a_published_call_have_no_such_page(self, coordinator: Visitor) -> None:
        a_call()
        with clock.at(WRITTEN):
            coordinator.see(f"{CALL}/rules/file", status=409)


class TestPublishing:
    def test_a_draft_is_published_after_a_page_that_says_what_happens(self, coordinator: Visitor) -> None:
        with_act(a_draft())
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/publish")
            assert call_by_slug("piemers-2030").stage is Stage.DRAFT
            coordinator.send(page, button=PUBLISH)
        assert call_by_slug("piemers-2030").stage is Stage.PUBLISHED

    def test_what_the_rules_lack_is_shown_instead_of_a_button(self, coordinator: Visitor) -> None:
        a_draft(privacy=None)
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/publish")
        assert "Missing: the notice on personal data." in page.text
        assert "Nothing was stored" not in page.text
        assert [form for form in page.forms if form.action.endswith("/publish")] == []

    def test_a_double_click_publishes_once_and_shows_the_call(self, coordinator: Visitor) -> None:
        with_act(a_draft())
        with clock.at(WRITTEN):
            page = coordinator.see(f"{CALL}/publish")
            assert [coordinator.send(page, button=PUBLISH).address for _click in range(2)] == [CALL, CALL]

    def test_no_form_is_taken_without_its_token(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert coordinator.post(f"{CALL}/publish").status_code == 400
        assert call_by_slug("piemers-2030").stage is Stage.DRAFT


class TestMovingOn:
    def test_after_the_deadline_the_main_button_starts_the_checks(self, as_person: SignIn) -> None:
        a_closed_call()
        with clock.at(CLOSED):
            browser = as_person(an_official())
            page = browser.see(CALL)
            browser.send(page, button=CHECK)
        assert call_by_slug("piemers-2030").stage is Stage.CHECKING

    def test_while_the_call_is_open_there_is_no_button(self, as_person: SignIn) -> None:
        a_call()
        with clock.at(OPEN):
            page = as_person(an_official()).see(CALL)
        assert [form for form in page.forms if form.action.endswith("/advance")] == []

    def test_what_is_missing_is_listed_instead_of_the_button(self, app: Flask, as_person: SignIn) -> None:
        a_closed_call(Action.START_CHECKING)
        with no_guards(app):
            services.guard(app, Action.START_SCORING, lambda _call: [Reason("Divi iesniegumi nav pārbaudīti.")])
            with clock.at(CLOSED):
                page = as_person(an_official()).see(CALL)
        assert "Divi iesniegumi nav pārbaudīti." in page.text
        assert [form for form in page.forms if form.action.endswith("/advance")] == []

    @pytest.mark.parametrize("action", ["confirm", "publish_results", "cancel", "publish", "x", ""])
    def test_steps_that_ask_first_cannot_be_taken_here(self, as_person: SignIn, action: str) -> None:
        a_closed_call()
        with clock.at(CLOSED):
            browser = as_person(an_official())
            page = browser.see(CALL)
            browser.send(page, {"action": action}, button=CHECK, status=404)


class TestMessages:
    def failed_message(self, call_id: uuid.UUID) -> Message:
        message = Message(
            event="test",
            subject_id=call_id,
            call_id=call_id,
            address="anna@example.org",
            language="lv",
            subject="Temats",
            body="",
            signature="",
            state=MessageState.FAILED,
            queued_at=WRITTEN,
            due_at=WRITTEN,
        )
        db.session.add(message)
        db.session.commit()
        return message

    def test_a_message_that_failed_is_sent_again(self, coordinator: Visitor) -> None:
        message = self.failed_message(a_draft().id)
        with clock.at(WRITTEN):
            page = coordinator.send(coordinator.see(CALL), button="Send again")
        assert (page.address, message.state) == (CALL, MessageState.QUEUED)

    def test_a_message_of_another_call_is_not_there(self, coordinator: Visitor) -> None:
        self.failed_message(a_draft().id)
        other = self.failed_message(a_draft("cits", slug="cits").id)
        with clock.at(WRITTEN):
            form = coordinator.see(CALL).form("Send again")
            address = f"{CALL}/messages/{other.id}/send-again"
            assert coordinator.post(address, data=form.filled({})).status_code == 404

    def test_an_auditor_sends_nothing_again(self, as_person: SignIn) -> None:
        message = self.failed_message(a_draft().id)
        with clock.at(WRITTEN):
            browser = as_person(an_official(RoleKind.AUDITOR))
            page = browser.see(CALL)
        assert not any(str(message.id) in form.action for form in page.forms)


class TestCancelling:
    def test_a_call_is_cancelled_with_a_reason(self, as_person: SignIn) -> None:
        a_call()
        with clock.at(OPEN):
            browser = as_person(an_official())
            page = browser.send(browser.see(f"{CALL}/cancel"), {"reason": "Nav naudas.", **an_act()}, button=CANCEL)
        assert "Nav naudas." in page.text
        assert call_by_slug("piemers-2030").stage is Stage.CANCELLED

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
    def test_without_a_sensible_reason_it_goes_on(self, as_person: SignIn, reason: str) -> None:
        a_call()
        with clock.at(OPEN):
            browser = as_person(an_official())
            browser.send(browser.see(f"{CALL}/cancel"), {"reason": reason}, button=CANCEL, status=422)
        assert call_by_slug("piemers-2030").stage is Stage.PUBLISHED

    def test_a_draft_cannot_be_cancelled(self, coordinator: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            coordinator.see(f"{CALL}/cancel", status=409)


def an_act() -> Values:
    """Return what is typed of the act behind a cancellation."""
    return {"body": "Dome", "number": "15", "date": "5.11.2029", "file": (io.BytesIO(b"%PDF-1.7 act"), "lemums.pdf")}


PAGES = ["", "/publish", "/cancel", "/rules", "/rules/part/texts", "/files", "/copy", "/discard"]


class TestAccess:
    @pytest.mark.parametrize("page", PAGES)
    def test_strangers_are_asked_to_sign_in(self, client: Visitor, page: str) -> None:
        a_draft()
        with clock.at(WRITTEN):
            response = client.get(CALL + page)
        assert (response.status_code, "/account/sign-in" in response.location) == (303, True)

    @pytest.mark.parametrize("page", PAGES)
    def test_for_an_official_of_another_organiser_the_call_is_not_there(self, as_person: SignIn, page: str) -> None:
        a_draft()
        with clock.at(WRITTEN):
            as_person(an_official(organiser="cits")).see(CALL + page, status=404)

    @pytest.mark.parametrize("page", PAGES[1:])
    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_who_may_only_read_cannot_change(self, as_person: SignIn, kind: RoleKind, page: str) -> None:
        a_draft()
        with clock.at(WRITTEN):
            browser = as_person(an_official(kind))
            browser.see(CALL)
            browser.see(CALL + page, status=403)

    @pytest.mark.parametrize("page", ["/office/", "/office/calls/new"])
    def test_for_people_without_a_role_there_is_no_office(self, as_person: SignIn, page: str) -> None:
        with clock.at(WRITTEN):
            as_person(a_person()).see(page, status=404)

    def test_a_coordinator_of_one_call_leads_that_call_only(self, as_person: SignIn) -> None:
        call = a_draft()
        a_draft(slug="otrs-2030")
        with clock.at(WRITTEN):
            browser = as_person(an_official(call=call))
            browser.see(CALL)
            browser.see("/office/calls/otrs-2030", status=404)
            browser.see("/office/calls/new", status=404)
            browser.see(f"{CALL}/copy", status=403)


class TestList:
    def test_officials_see_the_calls_of_their_organiser_only(self, coordinator: Visitor) -> None:
        a_draft(title=words("Mūsu"))
        a_draft("cits", slug="cits", title=words("Svešs"))
        with clock.at(WRITTEN):
            page = coordinator.see("/office/")
        assert "Mūsu" in page.text
        assert "Svešs" not in page.text

    @pytest.mark.parametrize("count", [1, 5])
    def test_it_costs_the_same_for_any_number_of_calls(self, coordinator: Visitor, count: int) -> None:
        for number in range(count):
            a_draft(slug=f"piemers-{number}")
        with clock.at(WRITTEN), selects() as executed:
            coordinator.get("/office/")
        assert len(executed) == 4


class TestTasks:
    def titles(self, app: Flask, person: Any) -> list[tuple[str, bool]]:
        with app.test_request_context():
            return [(task.url, task.waits) for task in tasks_of(person) if task.url.startswith("/office/calls/")]

    def test_a_draft_waits_to_be_published(self, app: Flask) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert self.titles(app, an_official()) == [(CALL, True)]

    def test_an_open_call_does_not_wait(self, app: Flask) -> None:
        a_call()
        with clock.at(OPEN):
            assert self.titles(app, an_official()) == [(CALL, False)]

    def test_a_closed_call_waits_to_be_checked(self, app: Flask) -> None:
        a_closed_call()
        with clock.at(CLOSED):
            assert self.titles(app, an_official()) == [(CALL, True)]

    def test_nothing_of_a_call_waits_for_an_auditor(self, app: Flask) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert self.titles(app, an_official(RoleKind.AUDITOR)) == []
