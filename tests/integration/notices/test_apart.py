"""What belongs to no call is seen by administrators, sent again by them, and printed without what lets anybody in."""

from collections.abc import Callable

import pytest
from flask import Flask

from grants.accounts.models import Person
from grants.db import db
from grants.notices.models import MessageState
from grants.notices.standing.apart import stuck_apart, veiled_apart, written_apart
from tests.factories.calls import an_official
from tests.factories.people import an_administrator, sign_in
from tests.integration.notices.support import a_message
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def as_person(visitor: Callable[[], Visitor]) -> Callable[[Person], Visitor]:
    """Return a function that gives the browser of a person who signs in at this moment."""
    return lambda person: sign_in(visitor(), person)


def test_an_invitation_that_did_not_arrive_is_sent_again_to_the_right_address(
    as_person: Callable[[Person], Visitor],
) -> None:
    lost = a_message("otto@exmaple.org")
    lost.state, lost.answer = MessageState.BOUNCED, "550 No such host"
    browser = as_person(an_administrator())
    page = browser.see("/office/outbox")
    assert "550 No such host" in page.text
    browser.send(page, {"address": "otto@example.org"}, button="Send again")
    assert (lost.address, lost.state) == ("otto@example.org", MessageState.QUEUED)
    found = browser.see("/office/outbox?address=OTTO@example.org")
    assert "otto@example.org" in found.text
    assert browser.open(found.links["Print these as evidence (PDF)"]).data.startswith(b"%PDF")


def test_what_lets_its_reader_in_is_neither_sent_again_nor_shown(app: Flask) -> None:
    secret = a_message("anna@example.org", event="accounts.sign_in_asked", secret=True)
    secret.state = MessageState.FAILED
    db.session.flush()
    assert stuck_apart() == []
    assert veiled_apart(written_apart("anna@example.org")) == {secret.id}


def test_officials_see_nothing_of_it(as_person: Callable[[Person], Visitor]) -> None:
    browser = as_person(an_official())
    browser.see("/office/outbox?address=anna@example.org", status=404)
    browser.see("/office/outbox/messages.pdf?address=anna@example.org", status=404)
