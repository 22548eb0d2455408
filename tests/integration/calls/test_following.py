"""Following a call or a programme by e-mail: confirmed by its owner, told once, ended by one click."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.services import start
from grants.applications.upkeep.amended import tell_amendments
from grants.calls import services
from grants.calls.asking import followers, news
from grants.calls.asking.models import Follower, News
from grants.calls.asking.news import GATHERED_FOR, tell_news
from grants.db import db
from grants.notices.envelope import compose
from grants.notices.models import Message
from tests.factories.asking import a_follower, a_question, answered
from tests.factories.calls import AN_ACT, ANNOUNCED, OPEN, WRITTEN, a_call, amended, an_official
from tests.factories.people import a_person
from tests.integration.calls.conftest import SignIn
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

CALL = "/calls/piemers-2030"


@pytest.fixture
def official(session: object) -> Person:
    return an_official()


def told(event: str = "call_news") -> list[Message]:
    query = select(Message).where(Message.event == event).order_by(Message.queued_at, Message.address)
    return list(db.session.scalars(query))


def all_followers() -> list[tuple[str, bool]]:
    found = db.session.scalars(select(Follower).order_by(Follower.email))
    return [(one.email, one.confirmed_at is not None) for one in found]


def answer_to(client: Visitor, email: str) -> str:
    return client.send(client.see(f"{CALL}/follow"), {"email": email}, button="Saņemt jaunumus").text


def tell_all() -> None:
    with clock.at(OPEN + 2 * GATHERED_FOR):
        while tell_news():
            db.session.commit()


class TestBeginning:
    def test_an_address_is_written_to_only_after_its_owner_confirmed(self, client: Visitor) -> None:
        a_call()
        with clock.at(OPEN):
            client.send(client.see(f"{CALL}/follow"), {"email": "Seko@Example.org"}, button="Saņemt jaunumus")
            assert all_followers() == [("seko@example.org", False)]
            (letter,) = told("follow_confirm")
            link = next(word for word in letter.words.text.split() if "/following/" in word).strip("<>")
            client.send(client.see(link), button="Jā, sūtīt man jaunumus")
        assert all_followers() == [("seko@example.org", True)]

    def test_opening_the_link_alone_confirms_nothing(self, client: Visitor) -> None:
        token = a_follower(a_call(), confirmed=False)
        client.see(f"/following/{token}/confirm")
        assert all_followers() == [("seko@example.org", False)]

    def test_nobody_learns_whether_an_address_follows(self, client: Visitor) -> None:
        a_follower(a_call(), "a@example.org")
        with clock.at(OPEN):
            answers = [answer_to(client, email).replace(email, "") for email in ("a@example.org", "b@example.org")]
        assert answers[0] == answers[1]

    def test_who_is_signed_in_needs_no_message(self, as_person: SignIn) -> None:
        a_call()
        person = a_person("Anna", "anna@example.org")
        with clock.at(OPEN):
            browser = as_person(person)
            browser.send(browser.see(f"{CALL}/follow"), button="Get news")
        assert all_followers() == [("anna@example.org", True)]
        assert not told("follow_confirm")

    def test_a_stranger_cannot_have_many_messages_sent(self) -> None:
        call = a_call()
        for _again in range(3):
            a_follower(call, confirmed=False)
        assert len(told("follow_confirm")) == 1


class TestNews:
    def test_an_amendment_reaches_every_follower_once(self, official: Person) -> None:
        call = a_call()
        for name in ("a", "b"):
            a_follower(call, f"{name}@example.org")
        a_follower(call, "never@example.org", confirmed=False)
        with clock.at(OPEN + timedelta(minutes=1)):
            amended(call, official)
        tell_all()
        tell_all()
        assert [letter.address for letter in told()] == ["a@example.org", "b@example.org"]
        assert "Kļūda tekstā" in told()[0].words.text

    def test_answers_of_an_hour_are_told_together(self, official: Person) -> None:
        call = a_call()
        a_follower(call)
        for words in ("1", "2", "3"):
            answered(a_question(call, words), official, shown=words)
        assert not told()
        tell_all()
        assert len(told()) == 1

    def test_a_cancelled_call_is_told_with_its_reason(self, official: Person) -> None:
        call = a_call()
        a_follower(call)
        with clock.at(OPEN + timedelta(minutes=1)):
            services.cancel(call=call, reason="Nav naudas.", act=AN_ACT, actor=official)
        tell_all()
        assert "Nav naudas" in told()[0].words.text

    def test_followers_of_a_programme_are_told_of_a_new_call_once_it_is_announced(self) -> None:
        a_follower(a_call(), programme=True)
        db.session.query(News).delete()
        db.session.query(Follower).update({"confirmed_at": WRITTEN, "asked_at": WRITTEN})
        a_call(slug="jauns-2031")
        with clock.at(ANNOUNCED - timedelta(days=20)):
            assert tell_news() == 0
        tell_all()
        assert [letter.address for letter in told()] == ["seko@example.org"]
        assert "/calls/jauns-2031" in told()[0].words.text

    def test_a_worker_that_dies_between_two_batches_goes_on(
        self, official: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(news, "TOLD_AT_ONCE", 1)
        call = a_call()
        for name in ("a", "b", "c"):
            a_follower(call, f"{name}@example.org")
        with clock.at(OPEN + timedelta(minutes=1)):
            amended(call, official)
        with clock.at(OPEN + GATHERED_FOR):
            while db.session.scalars(select(News).where(News.told_until.is_(None), News.told_at.is_(None))).all():
                tell_news()
                db.session.commit()
        tell_all()
        assert len({letter.address for letter in told()}) == len(told()) == 3

    def test_who_works_on_an_application_is_told_of_an_amendment_once(self, official: Person) -> None:
        call = a_call()
        anna = a_person("Anna", "anna@example.org")
        a_follower(call, anna.email)
        with clock.at(OPEN):
            start(call=call, actor=anna)
        with clock.at(OPEN + timedelta(minutes=1)):
            amended(call, official)
            tell_amendments()
        tell_all()
        assert (len(told("call_amended")), told()) == (1, [])


class TestStopping:
    def test_a_mail_program_stops_the_news_with_one_click(self, app: Flask, official: Person, client: Visitor) -> None:
        call = a_call()
        token = a_follower(call)
        with clock.at(OPEN + timedelta(minutes=1)):
            amended(call, official)
        tell_all()
        mail = message_from_bytes(compose(told()[0], app.extensions["settings"]).content)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert str(mail["List-Unsubscribe"]).strip("<>").endswith(f"/following/{token}/stop")
        client.post(f"/following/{token}/stop", data={"List-Unsubscribe": "One-Click"})
        assert all_followers() == []

    def test_opening_the_link_alone_stops_nothing(self, client: Visitor) -> None:
        token = a_follower(a_call())
        client.see(f"/following/{token}/stop")
        assert all_followers() == [("seko@example.org", True)]

    def test_a_link_cannot_be_made_for_somebody_else(self, client: Visitor) -> None:
        known, _dot, seal = a_follower(a_call()).rpartition(".")
        client.post(f"/following/{known}.{seal[::-1]}/stop")
        assert all_followers() == [("seko@example.org", True)]

    def test_an_address_that_was_never_confirmed_is_forgotten(self) -> None:
        call = a_call()
        a_follower(call, confirmed=False)
        a_follower(call, "b@example.org")
        with clock.at(OPEN + followers.CONFIRMED_WITHIN + timedelta(minutes=1)):
            followers.forget_followers()
        assert all_followers() == [("b@example.org", True)]

    def test_followers_of_a_call_that_is_over_are_forgotten(self, official: Person) -> None:
        call = a_call()
        a_follower(call)
        with clock.at(OPEN + timedelta(minutes=1)):
            services.cancel(call=call, reason="Nav naudas.", act=AN_ACT, actor=official)
        tell_all()
        with clock.at(OPEN + followers.KEPT_AFTER + timedelta(days=2)):
            followers.forget_followers()
        assert all_followers() == []
