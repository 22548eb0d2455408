"""Anybody asks about a call without an account, and everybody reads the answer without a name."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.calls.asking import questions
from grants.calls.asking.models import Question
from grants.db import db
from grants.errors import Conflict
from grants.notices.models import Message
from tests.factories.asking import ANSWER, SHOWN, a_question, answered
from tests.factories.calls import OPEN, a_call, an_official
from tests.integration.calls.conftest import SignIn
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/calls/piemers-2030"
OFFICE = "/office/calls/piemers-2030/questions"
LATE = datetime(2029, 12, 9, 12, tzinfo=UTC)
"""After the last moment for questions, before the deadline."""


@pytest.fixture
def official(session: object) -> Person:
    return an_official()


def all_questions() -> list[Question]:
    return list(db.session.scalars(select(Question)))


def letters(event: str) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.event == event)))


class TestAsking:
    def test_no_account_is_needed(self, client: Visitor) -> None:
        a_call()
        with clock.at(OPEN):
            client.send(client.see(f"{CALL}/questions/ask"), {"words": "Vai var divreiz?"}, button="Nosūtīt jautājumu")
        assert [(one.asked, one.email, one.waits) for one in all_questions()] == [("Vai var divreiz?", "", True)]

    def test_pressing_the_button_twice_asks_once(self) -> None:
        call = a_call()
        a_question(call)
        a_question(call)
        assert len(all_questions()) == 1

    def test_a_question_is_read_by_nobody_before_it_is_answered(self, client: Visitor) -> None:
        a_question(a_call())
        with clock.at(OPEN):
            assert "Jānis" not in client.get(CALL).text + client.get(f"{CALL}/questions").text

    def test_what_was_typed_comes_back_with_an_address_that_is_none(self, client: Visitor) -> None:
        a_call()
        with clock.at(OPEN):
            page = client.see(f"{CALL}/questions/ask")
            sent = {"words": "Vai?", "email": "nav"}
            again = client.send(page, sent, button="Nosūtīt jautājumu", status=422)
        assert again.form("Nosūtīt jautājumu").values["words"] == ["Vai?"]

    def test_after_the_last_moment_the_page_says_whom_to_ask(self, client: Visitor) -> None:
        a_call()
        with clock.at(LATE):
            assert "konkurss@piemers.example" in client.see(f"{CALL}/questions/ask").text
            assert "Uzdot jautājumu" not in client.see(CALL).text

    def test_a_flood_is_held_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(questions, "MAX_WAITING", 2)
        call = a_call()
        a_question(call, "1")
        a_question(call, "2")
        with pytest.raises(Conflict):
            a_question(call, "3")


class TestAnswering:
    def test_everybody_reads_the_answer_and_not_who_asked(self, client: Visitor, official: Person) -> None:
        answered(a_question(a_call()), official)
        with clock.at(OPEN):
            page = client.get(CALL).text
        assert SHOWN in page
        assert "<strong>vienu</strong>" in page
        assert "Jānis" not in page

    def test_a_remembered_page_shows_the_answer_at_once(self, client: Visitor, official: Person) -> None:
        question = a_question(a_call())
        with clock.at(OPEN):
            client.get(CALL)
            answered(question, official)
            assert SHOWN in client.get(CALL).text

    def test_whoever_left_an_address_gets_the_answer_and_the_address_goes(self, official: Person) -> None:
        question = answered(a_question(a_call(), email="jautatajs@example.org"), official)
        (letter,) = letters("question_answered")
        assert letter.address == "jautatajs@example.org"
        assert ANSWER in letter.body
        assert question.email == ""

    def test_an_answer_that_changes_the_rules_is_refused_with_the_way_out(
        self, as_person: SignIn, official: Person
    ) -> None:
        question = a_question(a_call())
        with clock.at(OPEN):
            browser = as_person(official)
            page = browser.see(f"{OFFICE}/{question.id}")
            typed = {"shown": SHOWN, "answer": "Termiņš ir vēlāk.", "changes": "yes"}
            refused = browser.send(page, typed, button="Publish the answer", status=422)
        assert "What changes the rules is an amendment." in refused.text
        assert refused.form("Publish the answer").values["answer"] == ["Termiņš ir vēlāk."]
        assert all_questions()[0].answered_at is None

    def test_a_question_by_phone_is_answered_for_everybody(self, as_person: SignIn, official: Person) -> None:
        a_call()
        with clock.at(OPEN):
            browser = as_person(official)
            asked = {"words": "Cik gadu?", "came_by": "phone"}
            reply = browser.send(browser.see(f"{OFFICE}/new"), asked, button="Next: the answer")
            browser.send(reply, {"answer": "13 līdz 25.", "changes": "no"}, button="Publish the answer")
            assert "Cik gadu?" in browser.see(f"{CALL}/questions").text

    def test_an_answer_can_be_corrected_and_nobody_is_told_again(self, official: Person) -> None:
        question = answered(a_question(a_call(), email="j@example.org"), official)
        answered(question, official, words="Jā.")
        assert question.answer == "Jā."
        assert len(letters("question_answered")) == 1

    def test_scripts_in_an_answer_do_nothing(self, client: Visitor, official: Person) -> None:
        answered(a_question(a_call()), official, words="<script>alert(1)</script> ![x](https://e.example/x.png)")
        with clock.at(OPEN):
            page = client.get(f"{CALL}/questions").text
        assert "<script>alert" not in page
        assert '<img src="https://e.example' not in page

    def test_a_question_set_aside_is_forgotten(self, as_person: SignIn, official: Person) -> None:
        question = a_question(a_call(), email="j@example.org")
        with clock.at(OPEN):
            browser = as_person(official)
            browser.send(browser.see(f"{OFFICE}/{question.id}/set-aside"), button="Set aside")
            assert "No question waits." in browser.see(OFFICE).text
        assert all_questions()[0].email == ""

    def test_it_waits_on_the_start_page_of_the_secretary(self, as_person: SignIn) -> None:
        a_question(a_call())
        with clock.at(OPEN):
            secretary = an_official(RoleKind.SECRETARY)
            secretary.name = "Sandra"
            assert "Answer 1 question: " in as_person(secretary).see("/account/").text

    def test_the_auditor_reads_and_does_not_answer(self, as_person: SignIn) -> None:
        question = a_question(a_call())
        with clock.at(OPEN):
            browser = as_person(an_official(RoleKind.AUDITOR))
            assert "Jānis" in browser.see(OFFICE).text
            browser.see(f"{OFFICE}/{question.id}", status=403)
