"""Officials find every message of a call with every try, print them as evidence, and see nothing they may not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.journal.services import seal_pending
from grants.notices.batches.audiences import barred_in
from grants.notices.models import Message, MessageState
from grants.notices.proving import queries
from grants.notices.proving.printing import digest_of_all, document_of
from grants.notices.proving.queries import Wanted
from grants.notices.proving.showing import without_addresses
from grants.notices.proving.sight import veiled_among
from grants.notices.services import deliver_due, send_again
from tests.factories.applications import a_submitted, an_open_call
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def sent(server: SmtpServer) -> Application:
    """Return an application whose receipt was refused by the mail server, and then taken."""
    application = a_submitted(an_open_call(), a_person(email="anna@pieteikums.example"))
    db.session.commit()
    server.answer = "554 No such user"
    with clock.at(OPEN + timedelta(minutes=1)):
        deliver_due()
        failed = message_of(application)
        send_again(message_id=failed.id, call_id=failed.call_id, actor=None)
        db.session.commit()
        server.answer = "250 Message accepted"
    with clock.at(OPEN + timedelta(minutes=2)):
        deliver_due()
    return application


def message_of(application: Application) -> Message:
    """Return the receipt of an application."""
    return db.session.scalars(select(Message).where(Message.application_id == application.id)).one()


def test_every_try_is_kept_with_the_answer_of_the_server(sent: Application) -> None:
    message = message_of(sent)
    tries = queries.attempts_of([message])[message.id]
    assert [(each.state, each.answer[:3]) for each in tries] == [
        (MessageState.FAILED, "554"),
        (MessageState.SENT, "250"),
    ]


def test_the_journal_behind_a_message_is_shown_with_its_seals(sent: Application) -> None:
    seal_pending()
    message = message_of(sent)
    entries = queries.entries_about([message])[message.id]
    assert "message.sent_again" in [entry.action for entry in entries]
    assert all(entry.seal for entry in entries)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 1),
        (Wanted(address="ANNA@"), 1),
        (Wanted(address="%"), 0),
        (Wanted(words="ANNA received"), 1),
        (Wanted(words="%"), 0),
        (Wanted(subject="PIE-"), 0),
        (Wanted(event="application_received"), 1),
        (Wanted(event="application_withdrawn"), 0),
        (Wanted(state=MessageState.SENT), 1),
        (Wanted(state=MessageState.FAILED), 0),
        (Wanted(since=OPEN - timedelta(hours=1), until=OPEN + timedelta(hours=1)), 1),
        (Wanted(since=OPEN + timedelta(hours=1)), 0),
        (Wanted(until=OPEN - timedelta(hours=1)), 0),
    ],
)
def test_messages_are_found(sent: Application, wanted: Wanted, count: int) -> None:
    assert len(queries.listed(sent.call_id, wanted, set())) == count


def test_nothing_about_an_application_that_is_closed_to_who_looks(sent: Application) -> None:
    assert queries.listed(sent.call_id, Wanted(), {sent.id}) == []
    assert queries.kinds_in(sent.call_id, {sent.id}) == {}
    assert queries.to_print(sent.call_id, Wanted(), {sent.id}) == []


def test_what_an_official_sent_in_themselves_is_closed_to_them(sent: Application) -> None:
    assert sent.lead
    assert barred_in(sent.lead.person, sent.call_id) == {sent.id}


@pytest.fixture
def official() -> Person:
    """Return the coordinator."""
    return an_official()


def test_words_about_what_is_sealed_are_their_readers_alone(sent: Application, official: Person) -> None:
    message = message_of(sent)
    with clock.at(OPEN):
        assert veiled_among(official, sent.call_id, [message]) == {message.id}
    with clock.at(call_of(sent).accepts_until + timedelta(days=1)):
        assert veiled_among(official, sent.call_id, [message]) == set()


def call_of(application: Application) -> Call:
    """Return the call of an application."""
    return db.session.get_one(Call, application.call_id)


def test_an_address_by_which_somebody_could_act_as_the_reader_is_not_shown(sent: Application) -> None:
    message = message_of(sent)
    assert "/applications/" in message.body
    assert "/applications/" not in without_addresses(message.words).text


def test_a_print_says_everything_and_names_what_it_says(sent: Application) -> None:
    messages = [message_of(sent)]
    tries, entries = queries.attempts_of(messages), queries.entries_about(messages)
    document = document_of(messages, tries, entries, veiled=set(), lead=["Organiser"], printed_by="Ada Official")
    said = str(document)
    digest = digest_of_all(messages, tries)
    words = ("anna@pieteikums.example", "554 No such user", digest, str(messages[0].id), "Ada Official")
    assert all(each in said for each in words)
    assert (document.number, document.foot) == ("", f"Evidence {digest[:16]}")
    tries[messages[0].id].pop()
    assert digest_of_all(messages, tries) != digest


def test_a_veiled_message_is_printed_without_its_words(sent: Application) -> None:
    message = message_of(sent)
    words = "Your application was received"
    assert words in str(document_of([message], {}, {}, veiled=set(), lead=[], printed_by="Ada"))
    assert words not in str(document_of([message], {}, {}, veiled={message.id}, lead=[], printed_by="Ada"))


def test_more_than_fit_into_one_document_are_printed_in_parts(
    sent: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_PRINTED", 1)
    a_submitted(sent.call, a_person(email="otra@pieteikums.example"))
    wanted = Wanted(event="application_received")
    count = queries.count_to_print(sent.call_id, wanted, ())
    parts = [queries.to_print(sent.call_id, wanted, (), part) for part in range(1, count + 2)]
    assert [len(part) for part in parts] == [1] * count + [0]
    assert len({message.id for part in parts for message in part}) == count == 2
