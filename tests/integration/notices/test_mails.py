"""Every message can be said in both languages, whatever it tells, and in own words with all that can stand there."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from grants.calls.messages.labels import EVENTS
from grants.notices import register
from grants.notices.register import Audience
from grants.notices.wording.editable import editable
from grants.notices.wording.saying import said
from tests.support.mails import every_mail, told_in

TO_PEOPLE_OUTSIDE = {Audience.APPLICANT, Audience.COMMITTEE, Audience.FOLLOWER}
SAID_BY_ANYBODY = {"application_confirm_asked", "follow_confirm", "question_answered", "secretary_invited"}
"""Messages to whoever it may be that can be put in own words as well."""


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Iterator[None]:
    """Be in a request, as whoever renders a message may be."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_message_can_be_said_whatever_it_tells(language: str) -> None:
    for mail in every_mail(language):
        assert mail.words.subject, mail.name
        assert mail.words.body.strip(), mail.name
        for part in (mail.words.subject, mail.words.text, mail.words.page(language)):
            assert not re.search(r"%\(|\{\w+\}|\bNone\b|namespace\(|lazy", part), mail.name
        assert "<img" not in mail.words.page(language)


@pytest.mark.parametrize("language", ["lv", "en"])
def test_own_words_may_hold_everything_that_can_stand_in_them(language: str) -> None:
    for event, message in editable().items():
        whole = "\n\n".join(f"{{{field.code}}}" for field in message.fields)
        words = said(message, "{call}", whole, language, told_in(event, {}))
        assert not re.search(r"\{\w+\}|\bNone\b|namespace\(", words.body), event
        assert words.subject, event


def test_what_is_told_to_people_outside_can_be_put_in_own_words_but_letters_and_secrets() -> None:
    told = {
        name
        for name, event in register.events().items()
        if event.audience in TO_PEOPLE_OUTSIDE and not event.secret and not event.starts_term
    }
    assert set(editable()) == told | SAID_BY_ANYBODY


def test_every_message_about_a_call_has_a_name_for_officials() -> None:
    of_no_call = {name for name in register.events() if "." in name} | {"digest", "operator_alarm"}
    assert set(EVENTS) == set(register.events()) - of_no_call
