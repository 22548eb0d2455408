"""What got stuck is sent again by a person: on purpose, on the record, and never a sign-in link."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from grants.db import db
from grants.errors import Conflict, NotFound
from grants.journal.models import Entry
from grants.notices.models import Message, MessageState
from grants.notices.queries import MAX_STUCK, summary_of
from grants.notices.services import deliver_due, send_again
from tests.integration.notices.support import a_message
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")

CALL = uuid.uuid4()


def stuck(state: MessageState = MessageState.FAILED, **options: Any) -> Message:
    """Return a message of the call that a worker gave up."""
    message = a_message(call_id=CALL, **options)
    message.state, message.answer, message.attempts = state, "550 No such user", 1
    db.session.commit()
    return message


def again(message: Message, call_id: uuid.UUID | None = CALL) -> None:
    send_again(message_id=message.id, call_id=call_id, actor=None)
    db.session.commit()


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.UNCERTAIN])
def test_a_stuck_message_is_sent_again(server: SmtpServer, state: MessageState) -> None:
    again(stuck(state))
    assert deliver_due() == 1


def test_it_has_all_its_tries_again() -> None:
    message = stuck()
    again(message)
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)


def test_the_journal_tells_of_it() -> None:
    message = stuck()
    again(message)
    entry = db.session.scalars(select(Entry).where(Entry.subject_id == message.id)).one()
    assert (entry.action, entry.source, entry.target) == ("message.sent_again", "failed", "queued")


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.SENDING, MessageState.SENT])
def test_what_is_on_its_way_or_arrived_is_not_sent_again(state: MessageState) -> None:
    with pytest.raises(Conflict):
        again(stuck(state))


def test_a_sign_in_link_is_not_sent_again() -> None:
    with pytest.raises(Conflict):
        again(stuck(secret=True))


def test_a_message_of_another_call_is_not_found() -> None:
    with pytest.raises(NotFound):
        again(stuck(), call_id=uuid.uuid4())


def test_the_summary_counts_the_messages_of_the_call_only() -> None:
    stuck()
    a_message(call_id=CALL)
    a_message(call_id=uuid.uuid4())
    summary = summary_of(CALL)
    assert summary.counts == {MessageState.QUEUED: 1, MessageState.FAILED: 1}
    assert summary.total == 2


def test_the_summary_names_what_needs_a_person_the_newest_first() -> None:
    first, second = stuck(), stuck(MessageState.UNCERTAIN)
    assert list(summary_of(CALL).stuck) == [second, first]


def test_the_summary_names_only_so_many() -> None:
    for _number in range(MAX_STUCK + 1):
        stuck()
    assert len(summary_of(CALL).stuck) == MAX_STUCK
