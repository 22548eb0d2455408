"""A decision is contested at an institution or appealed to a court, as the rules say; no page says the other."""

import pytest
from sqlalchemy import select

from grants import clock
from grants.awards import services
from grants.calls.models import Call
from grants.db import db
from grants.notices.models import Message
from tests.factories.awards import (
    DELIBERATED,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.documents import Raw, schedule
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

SAID = {
    ("contest", "lv"): ("apstrīd", "pārsūdz"),
    ("appeal", "lv"): ("pārsūdz", "apstrīd"),
    ("contest", "en"): ("contest", "appeal"),
    ("appeal", "en"): ("appeal", "contest"),
}
"""What is said of each kind in each language, and what is not."""

each_kind = pytest.mark.parametrize(("kind", "language"), SAID)


def a_call(kind: str) -> Call:
    contest: Raw = {"months": 1, "kind": kind, "to": "Administratīvā rajona tiesa" if kind == "appeal" else "Dome"}
    return a_deliberated_call(judged("A-1", "5", "5"), schedule=schedule(contest=contest))


def assert_said(words: str, kind: str, language: str) -> None:
    said, unsaid = SAID[kind, language]
    assert said in words.lower()
    assert unsaid not in words.lower()


@each_kind
def test_on_the_page_of_the_call(browser_of: Browser, kind: str, language: str) -> None:
    call = a_call(kind)
    browser = browser_of(an_official_of(call))
    browser.get(f"/language/{language}")
    assert_said(browser.see(f"/calls/{call.slug}").text, kind, language)


@each_kind
def test_on_the_page_that_confirms_with_its_letters(browser_of: Browser, kind: str, language: str) -> None:
    call = a_call(kind)
    a_member(call, "A-1", language=language)
    browser = browser_of(an_official_of(call))
    browser.get(f"/language/{language}")
    assert_said(browser.see(f"/office/calls/{call.slug}/decisions").text, kind, language)


@each_kind
def test_in_the_letter_on_its_page_and_among_the_tasks(browser_of: Browser, kind: str, language: str) -> None:
    call = a_call(kind)
    member = a_member(call, "A-1", language=language)
    with clock.at(DELIBERATED):
        services.confirm(call=call, actor=(official := an_official_of(call)))
    letters_left(call, official)
    letter = db.session.scalars(select(Message).where(Message.event == "decision")).one()
    assert_said(letter.words.text, kind, language)
    browser = browser_of(member)
    browser.get(f"/language/{language}")
    assert_said(browser.see(f"/applications/{application_in(call, 'A-1').id}/decision").text, kind, language)
    assert_said(browser.see("/account/").text, kind, language)
