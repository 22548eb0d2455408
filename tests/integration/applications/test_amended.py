"""What an amendment means for those who work on applications: what they are told, what drafts lose or need."""

from typing import Any

import pytest
from sqlalchemy import select

from grants import clock
from grants.applications.impact import impact_of
from grants.applications.models import Application
from grants.applications.services import withdraw
from grants.applications.upkeep.amended import tell_amendments
from grants.calls.models import Call
from grants.calls.queries import rules_of, version_of
from grants.db import db
from grants.notices.models import Message
from tests.factories.applications import SHORT_FORM, a_filled, a_submitted, joined, options
from tests.factories.calls import OPEN, a_call, amended, rules
from tests.factories.documents import Raw, field, schedule, words
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("session")

GOAL = field("goal", "long_text")
TOPIC = field("topic", "choice", options=options("sport", "art"))
LATER = schedule(closes_at="2029-12-17T15:00:00+02:00")


def told() -> list[Message]:
    """Let the worker tell all, and return the messages."""
    while tell_amendments():
        db.session.commit()
    return list(db.session.scalars(select(Message).where(Message.event == "call_amended").order_by(Message.address)))


def form(*fields: Raw) -> list[Raw]:
    return [{"code": "project", "title": words("Projekts"), "fields": list(fields)}]


class TestTelling:
    def test_everybody_with_a_draft_or_an_application_is_told_once(self) -> None:
        call = a_call(form=SHORT_FORM)
        anna, juris = a_person("Anna"), a_person("Juris")
        with clock.at(OPEN):
            joined(a_filled(call, anna), juris)
            a_submitted(call, anna)
            amended(call, a_person(), schedule=LATER)
            messages = [*told(), *told()]
        assert {message.address for message in messages} == {anna.email, juris.email}
        assert len(set(messages)) == 2

    def test_the_message_says_what_changed_and_why(self) -> None:
        call = a_call(form=SHORT_FORM)
        with clock.at(OPEN):
            anna = a_person("Anna")
            anna.language = "lv"
            a_filled(call, anna)
            amended(call, a_person(), schedule=LATER)
            (message,) = told()
        for said in ("Kļūda tekstā.", "10.12.2029. plkst. 15.00 → 17.12.2029. plkst. 15.00", "Nr. 15"):
            assert said in message.words.text

    def test_it_speaks_the_language_of_its_reader(self) -> None:
        call = a_call(form=SHORT_FORM)
        anna = a_person("Anna")
        anna.language = "en"
        with clock.at(OPEN):
            a_filled(call, anna)
            amended(call, a_person(), schedule=LATER)
            (message,) = told()
        assert "Applications until: 10 December 2029, 15:00 → 17 December 2029, 15:00" in message.words.text

    def test_who_took_an_application_back_is_left_alone(self) -> None:
        call = a_call(form=SHORT_FORM)
        with clock.at(OPEN):
            application = a_submitted(call, a_person("Anna"))
            withdraw(application=application, actor=application.members[0].person)
            amended(call, a_person(), schedule=LATER)
            assert told() == []

    def test_the_worker_goes_on_where_it_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("grants.applications.upkeep.amended.TOLD_AT_ONCE", 1)
        call = a_call(form=SHORT_FORM)
        with clock.at(OPEN):
            for name in ("Anna", "Juris", "Zane"):
                a_filled(call, a_person(name))
            amended(call, a_person(), schedule=LATER)
            db.session.commit()
            tell_amendments()
            db.session.rollback()
            assert len(told()) == 3
        version = version_of(call, 2)
        assert version
        assert version.told_at is not None

    def test_each_amendment_is_told_of(self) -> None:
        call = a_call(form=SHORT_FORM)
        with clock.at(OPEN):
            a_filled(call, a_person("Anna"))
            amended(amended(call, a_person()), a_person(), schedule=LATER)
            assert len(told()) == 2


class TestDrafts:
    def test_keep_what_was_typed_and_follow_the_new_rules(self) -> None:
        call = a_call(form=SHORT_FORM)
        with clock.at(OPEN):
            application = a_filled(call, a_person("Anna"), answers={"goal": "Nometne"})
            amended(call, a_person(), form=form(field("plan", "long_text")))
        assert db.session.get_one(Application, application.id).answers["goal"] == "Nometne"


class TestImpact:
    @pytest.fixture
    def call(self) -> Call:
        call = a_call(form=form(GOAL, TOPIC))
        with clock.at(OPEN):
            a_filled(call, a_person("Anna"), answers={"goal": "Nometne un pārgājiens", "topic": "sport"})
            a_filled(call, a_person("Juris"), answers={})
        return call

    def said(self, call: Call, *fields: Raw, **changes: Any) -> list[str]:
        found: list[str] = impact_of(call, rules_of(call), rules(form=form(*fields), **changes))["consequences"]
        return found

    def test_counts_who_will_be_told_and_which_drafts_follow(self, call: Call) -> None:
        impact = impact_of(call, rules(), rules())
        assert (impact["told"], impact["drafts"], impact["consequences"]) == (2, 2, [])

    def test_a_question_that_goes_takes_answers_along(self, call: Call) -> None:
        assert self.said(call, TOPIC) == ["1 draft has an answer to “goal (en)”, which is not asked any more. It is kept, but not submitted."]  # fmt: skip  # noqa: E501

    def test_a_new_needed_question_waits_for_answers(self, call: Call) -> None:
        new = field("plan", "long_text", required=True)
        assert self.said(call, GOAL, TOPIC, new) == ["2 drafts have no answer yet to “plan (en)”, which is needed now."]

    def test_a_question_that_becomes_needed_waits_where_nothing_was_answered(self, call: Call) -> None:
        assert len(self.said(call, GOAL | {"required": True}, TOPIC)) == 1

    def test_a_shorter_limit_meets_longer_answers(self, call: Call) -> None:
        assert "a longer answer to “goal (en)”" in self.said(call, GOAL | {"max_chars": 5}, TOPIC)[0]

    def test_an_answer_that_cannot_be_chosen_any_more_was_chosen(self, call: Call) -> None:
        narrower = TOPIC | {"options": [{"code": "art", "label": words("art")}]}
        assert "cannot be chosen any more" in self.said(call, GOAL, narrower)[0]

    def test_applicants_of_a_kind_that_goes_are_named(self, call: Call) -> None:
        said = self.said(call, GOAL, TOPIC, applicants={"kinds": ["foundation"]})
        assert any("association" in words for words in said)
