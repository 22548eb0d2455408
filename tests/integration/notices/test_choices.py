"""What people choose about their messages, their inbox, the message of the day and their calendar."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.accounts.personal import data_of
from grants.db import db
from grants.notices.choices import digest
from grants.notices.choices.models import Pace
from grants.notices.choices.services import choose, switch_off
from grants.notices.choices.tokens import token_of
from grants.notices.feed import services as feed
from grants.notices.inbox import services
from grants.notices.inbox.queries import PAGE, page_of
from grants.notices.models import Message, MessageState
from grants.notices.register import Purpose
from grants.notices.services import queue_words
from grants.notices.words import Words
from tests.factories.applications import a_filled, an_open_call
from tests.factories.people import a_person, sign_in
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")
MENU = 'href="/account/messages/"'
MORNING = datetime(2029, 11, 6, 10, tzinfo=UTC)
NIGHT = datetime(2029, 11, 5, 22, tzinfo=UTC)


def told(person: Person, event: str = "seat_declined", subject: str = "News") -> Message:
    """Tell somebody something; a progress unless named."""
    about = uuid.uuid4()
    queue_words(event=event, subject_id=about, person=person, words=Words(subject, "Words.", "Us"), language="en")
    return db.session.scalars(select(Message).where(Message.subject_id == about)).one()


def daily(person: Person, *off: Purpose) -> None:
    choose(actor=person, pace=Pace.DAILY, quiet=None, off=off)


@pytest.fixture
def quiet(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service have quiet hours, as it has in production."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], quiet_hours=(22, 7)))


def test_at_night_what_can_wait_waits(quiet: None) -> None:
    with clock.at(NIGHT):
        assert told(a_person()).due_at == datetime(2029, 11, 6, 5, tzinfo=UTC)
        assert told(a_person(), "accounts.sign_in_asked").due_at == NIGHT
        assert told(a_person(), "application_last_hours").due_at == NIGHT


def test_people_choose_other_hours(quiet: None) -> None:
    anna = a_person()
    choose(actor=anna, pace=Pace.AT_ONCE, quiet=(3, 3), off=())
    with clock.at(NIGHT):
        assert told(anna).due_at == NIGHT


def test_what_is_switched_off_stands_in_the_inbox_only() -> None:
    anna = a_person()
    choose(actor=anna, pace=Pace.AT_ONCE, quiet=None, off=[Purpose.PROGRESS])
    assert told(anna).state is MessageState.KEPT
    assert told(anna, "committee_invited").state is MessageState.QUEUED
    assert [message.event for message in page_of(anna.id).messages] == ["seat_declined"]


def test_what_can_be_switched_off_has_a_link_that_does_it_with_one_press(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    message, duty = told(anna), told(anna, "committee_invited")
    assert (duty.unsubscribe_url, message.unsubscribe_url in message.words.text) == ("", True)
    db.session.commit()
    for _twice in range(2):
        answer = visitor().post(urlsplit(message.unsubscribe_url).path)
        assert answer.status_code == 200
    assert told(anna).state is MessageState.KEPT


def test_looking_at_the_link_changes_nothing(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    db.session.commit()
    assert visitor().get(f"/messages/off/{token_of(anna.id, Purpose.PROGRESS)}").status_code == 200
    assert told(anna).state is MessageState.QUEUED


def test_every_message_says_what_it_is_by_law() -> None:
    assert "no legal term begins" in told(a_person()).words.text
    assert "document itself is attached" in told(a_person(), "decision").words.text


def test_that_everything_was_seen_can_be_undone(client: Visitor) -> None:
    anna = a_person()
    choose(actor=anna, pace=Pace.AT_ONCE, quiet=None, off=[Purpose.PROGRESS])
    opened, _unread = told(anna), told(anna)
    services.read(message_id=opened.id, actor=anna)
    sign_in(client, anna)
    seen = client.send(client.see("/account/messages/"), button="I have seen them all")
    assert not page_of(anna.id).has_unread
    client.send(seen, button="Undo")
    assert page_of(anna.id).has_unread
    db.session.refresh(opened)
    assert opened.read_at is not None


@pytest.mark.parametrize("at", ["", "yesterday", "2030-01-01", "9" * 400])
def test_what_is_no_moment_is_not_undone(client: Visitor, at: str) -> None:
    sign_in(client, a_person())
    assert client.post("/account/messages/unread", data={"at": at}).status_code in {400, 404}


def test_a_digest_is_one_message_a_day_of_what_stands_in_the_inbox() -> None:
    anna, ilze = a_person(), a_person()
    for person in (anna, ilze):
        daily(person)
    for number in range(digest.MOST_LISTED + 2):
        with clock.at(MORNING - timedelta(days=1) + timedelta(seconds=number)):
            told(anna, subject=f"News {number}")
    with clock.at(MORNING - timedelta(days=1)):
        told(ilze)
    with clock.at(MORNING):
        assert (digest.send_digests(), digest.send_digests()) == (2, 0)
        told(anna, subject="Later")
        assert digest.send_digests() == 0
    made = db.session.scalars(select(Message).where(Message.event == digest.DIGEST, Message.person_id == anna.id)).one()
    assert (made.subject, made.priority) == (f"{digest.MOST_LISTED + 2} messages for you", 8)
    assert "and 2 others" in made.words.text
    assert "Later" not in made.words.text
    assert {message.subject for message in page_of(anna.id).messages} >= {"News 51", "News 9"}


def test_the_message_of_the_day_waits_for_its_hour() -> None:
    anna = a_person()
    daily(anna)
    with clock.at(datetime(2029, 11, 6, 1, tzinfo=UTC)):
        told(anna)
    with clock.at(datetime(2029, 11, 6, 5, 59, tzinfo=UTC)):
        assert digest.send_digests() == 0
    with clock.at(datetime(2029, 11, 6, 6, 1, tzinfo=UTC)):
        assert digest.send_digests() == 1


def test_switching_off_the_message_of_the_day_leaves_everything_in_the_inbox() -> None:
    anna = a_person()
    daily(anna)
    switch_off(person_id=anna.id, purpose=Purpose.SUMMARY)
    assert told(anna).state is MessageState.KEPT


def test_nobody_finds_messages_of_others_secrets_or_what_was_not_told_yet(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    queued, secret = told(anna, "decision"), told(anna, "written_asked")
    secret.state = MessageState.SENT
    of_other = told(a_person())
    of_other.state = MessageState.SENT
    db.session.commit()
    page = sign_in(visitor(), anna)
    for message in (queued, secret, of_other):
        assert page.get(f"/account/messages/{message.id}").status_code == 404
    assert page_of(anna.id).messages == []


def test_opening_a_message_marks_it_and_the_menu_shows_what_is_new(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    message = told(anna)
    message.state = MessageState.SENT
    db.session.commit()
    page = sign_in(visitor(), anna)
    assert MENU in page.get("/account/name").text
    assert page.get(f"/account/messages/{message.id}").status_code == 200
    assert MENU in page.get("/account/name").text
    services.read(message_id=message.id, actor=anna)
    db.session.commit()
    assert MENU not in page.get("/account/name").text


def test_an_inbox_has_pages() -> None:
    anna = a_person()
    for number in range(PAGE + 1):
        told(anna, subject=f"{number}").state = MessageState.SENT
    db.session.flush()
    first = page_of(anna.id)
    assert first.older is not None
    at, number_of_last = first.older
    second = page_of(anna.id, (datetime.fromisoformat(at), number_of_last))
    subjects = [message.subject for message in (*first.messages, *second.messages)]
    assert sorted(subjects, key=int) == [str(number) for number in range(PAGE + 1)]
    assert second.older is None


def test_what_the_service_knows_about_somebody_includes_what_it_told_them() -> None:
    anna = a_person()
    told(anna).state = MessageState.SENT
    daily(anna)
    assert '"subject": "News"' in data_of(anna)
    assert '"pace": "daily"' in data_of(anna)


def test_a_calendar_shows_what_waits_by_a_date_until_its_address_ends(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    draft = a_filled(an_open_call(), anna)
    first = feed.address_of(feed.renew(actor=anna)).rpartition("/")[2]
    second = feed.address_of(feed.renew(actor=anna)).rpartition("/")[2]
    db.session.commit()
    with clock.at(draft.call.closes_at - timedelta(days=1)):
        shown = visitor().get(f"/calendar/{second}")
    assert (shown.status_code, shown.mimetype) == (200, "text/calendar")
    assert f"/applications/{draft.id}" in shown.text.replace("\r\n ", "")
    assert visitor().get(f"/calendar/{first}").status_code == 404
    feed.end(actor=anna)
    db.session.commit()
    assert visitor().get(f"/calendar/{second}").status_code == 404
