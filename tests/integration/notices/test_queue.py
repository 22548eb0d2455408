"""A message is a row of the transaction that causes it: once, in its reader's language, with no strange links."""

import uuid
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import func, select

from grants.db import db
from grants.notices.models import Message
from grants.notices.services import queue
from tests.factories.people import a_person, an_organiser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session", "templates")

BODY = """About {{ title }}

First.
{% if title %}

Second, **{{ title }}**.
{% endif %}

{{ language }} <{{ url_for("accounts.sign_in") }}>
"""


@pytest.fixture
def templates(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a template of our own before those of the service."""
    assert app.jinja_loader
    monkeypatch.setattr(app, "jinja_loader", ChoiceLoader([DictLoader({"example.txt": BODY}), app.jinja_loader]))


def written(**options: Any) -> Message:
    given = {"event": "example", "subject_id": uuid.uuid4(), "context": {"title": "Skeitparks"}, **options}
    queue(**{"person": a_person(), "template": "example", **given})
    newest = select(Message).where(Message.subject_id == given["subject_id"]).order_by(Message.queued_at.desc())
    return db.session.scalars(newest.limit(1)).one()


def how_many() -> int | None:
    return db.session.scalar(select(func.count()).select_from(Message))


def test_the_first_line_is_the_subject() -> None:
    assert written().subject == "About Skeitparks"


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\t"])
def test_a_subject_is_one_line_whatever_a_title_holds(end: str) -> None:
    assert written(context={"title": f"Skeit{end}parks"}).subject == "About Skeit parks"


def test_paragraphs_stay_apart_whatever_tags_stand_between() -> None:
    assert "First.\n\nSecond, **Skeitparks**.\n\n" in written().words.text


def test_addresses_are_the_public_ones(app: Flask) -> None:
    assert f"<{app.extensions['settings'].base_url}/account/sign-in>" in written().words.text


def test_the_html_part_says_the_same_with_marks() -> None:
    assert "<p>Second, <strong>Skeitparks</strong>.</p>" in written().words.html


def test_a_title_never_becomes_a_link() -> None:
    message = written(context={"title": "[prize](http://example.net)"})
    assert "<strong>[prize](http://example.net)</strong>" in message.words.html
    assert 'href="http://example.net"' not in message.words.html


def test_a_title_never_becomes_html() -> None:
    assert "<b>" not in written(context={"title": "<b>x</b>"}).words.html


def test_the_text_shows_a_title_as_it_was_written() -> None:
    assert "**A_b [c]**" in written(context={"title": "A_b [c]"}).words.text


def test_a_message_speaks_the_language_of_its_reader() -> None:
    assert "lv <" in written(person=a_person(language="lv")).words.text


def test_the_organiser_signs() -> None:
    message = written(context={"organiser": an_organiser(name="Liepkalnes novads")})
    assert "\n-- \nLiepkalnes novads\n" in message.words.text


def test_the_same_message_is_queued_once() -> None:
    person, subject = a_person(), uuid.uuid4()
    first = written(person=person, subject_id=subject)
    assert written(person=person, subject_id=subject) is first
    assert how_many() == 1


def test_queueing_twice_leaves_the_transaction_whole() -> None:
    person, subject = a_person(email="anna@example.org"), uuid.uuid4()
    for _time in range(2):
        written(person=person, subject_id=subject)
    db.session.commit()
    assert how_many() == 1


def test_the_same_event_reaches_everybody() -> None:
    subject = uuid.uuid4()
    written(subject_id=subject)
    written(subject_id=subject)
    assert how_many() == 2


def test_what_is_rolled_back_is_never_sent() -> None:
    written()
    db.session.rollback()
    assert how_many() == 0


def test_a_request_wakes_the_worker_once_it_is_stored(app: Flask, client: Visitor) -> None:
    woken: list[int | None] = []
    app.extensions["wake"] = lambda: woken.append(how_many())
    client.send(client.see("/account/sign-in"), {"email": "anna@example.org"})
    app.extensions["wake"] = lambda: None
    assert woken == [1]


@pytest.mark.parametrize("title", ["Skeit\u202eparks", "Skeit\u2067parks\u2069", "\u202aSkeitparks"])
def test_a_title_never_turns_the_direction_of_what_follows(title: str) -> None:
    message = written(context={"title": title})
    assert (message.subject, "Second, **Skeitparks**." in message.words.text) == ("About Skeitparks", True)


@pytest.mark.parametrize("title", ["Parks\r\nBcc: all@example.org", 'Parks "7"', "حديقة"])
def test_a_strange_title_makes_no_header_and_stays_readable(title: str) -> None:
    message = written(context={"title": title})
    assert "\n" not in message.subject
    assert "\r" not in message.subject
