"""The inbox holds at once what still waits to leave, and nothing that is not true any more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.db import db
from grants.notices.inbox import queries, services
from grants.notices.inbox.queries import MOST_ASKED, page_of
from grants.notices.models import Message, MessageState
from tests.factories.applications import a_filled, an_open_call
from tests.factories.batches import a_batch, begun, expanded
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person, sign_in
from tests.integration.notices.test_choices import MENU, NIGHT, daily, told
from tests.support.statements import selects
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def quiet(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service have quiet hours, as it has in production."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], quiet_hours=(22, 7)))


def test_what_waits_for_the_message_of_the_day_or_the_morning_is_there_at_once(quiet: None) -> None:
    anna = a_person()
    with clock.at(NIGHT):
        waiting = told(anna, "question_answered")
        daily(anna)
        gathered = told(anna)
    assert (waiting.state, gathered.state) == (MessageState.QUEUED, MessageState.GATHERED)
    assert {message.event for message in page_of(anna.id).messages} == {"seat_declined", "question_answered"}


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.RETRYING, MessageState.SENDING])
def test_a_decision_is_not_there_before_its_letter_has_left(
    visitor: Callable[[], Visitor], state: MessageState
) -> None:
    anna = a_person()
    decision = told(anna, "decision")
    decision.state = state
    db.session.commit()
    assert page_of(anna.id).messages == []
    assert sign_in(visitor(), anna).get(f"/account/messages/{decision.id}").status_code == 404


def test_what_waits_is_not_shown_to_who_lost_what_it_is_about(visitor: Callable[[], Visitor]) -> None:
    anna = a_person()
    of_no_seat = told(anna, "committee_invited")
    db.session.commit()
    assert page_of(anna.id).messages == []
    page = sign_in(visitor(), anna)
    assert page.get(f"/account/messages/{of_no_seat.id}").status_code == 404
    assert MENU not in page.get("/account/name").text


def test_what_an_official_can_still_stop_is_not_told_yet() -> None:
    with clock.at(OPEN):
        official, lead = an_official(), a_person()
        draft = a_filled(an_open_call(), lead)
        begun(a_batch(draft.call, official), official)
        expanded()
    (message,) = db.session.scalars(select(Message).where(Message.batch_id.is_not(None)))
    assert message.state is MessageState.QUEUED
    assert page_of(lead.id).messages == []
    message.state = MessageState.SENT
    assert page_of(lead.id).messages == [message]


def test_all_that_is_shown_is_seen_at_once() -> None:
    anna = a_person()
    waiting, decision = told(anna), told(anna, "decision")
    at = services.read_all(actor=anna)
    assert not page_of(anna.id).has_unread
    services.unread_again(actor=anna, at=at)
    for message in (waiting, decision):
        db.session.refresh(message)
    assert (waiting.read_at, decision.read_at) == (None, None)
    assert page_of(anna.id).has_unread


def test_a_page_ends_where_it_would_ask_for_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    anna, asked = a_person(), 0

    def true(_message: Message) -> None:
        nonlocal asked
        asked += 1

    monkeypatch.setattr(queries, "why_withheld", true)
    for number in range(MOST_ASKED + 5):
        told(anna, "committee_invited", f"{number}")
        told(anna, "question_answered", "of no doubt")
    first = page_of(anna.id)
    assert asked == MOST_ASKED
    assert first.older is not None
    at, last = first.older
    second = page_of(anna.id, (datetime.fromisoformat(at), last))
    assert asked == MOST_ASKED + 5
    assert len({message.id for message in (*first.messages, *second.messages)}) == 2 * (MOST_ASKED + 5)
    assert second.older is None


def test_what_left_and_what_cannot_become_untrue_costs_nothing_more() -> None:
    anna = a_person()
    who = anna.id
    for _ in range(3):
        told(anna, "committee_invited").state = MessageState.SENT
        told(anna, "question_answered")
    with selects() as found:
        assert len(page_of(who).messages) == 6
    assert len(found) == 1
