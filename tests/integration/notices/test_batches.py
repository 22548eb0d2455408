"""One message to many: looked at first, one row for the request, written by the worker once whatever happens."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.calls.writing import services as writing
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.evaluation.models import ConflictKind, Declaration
from grants.journal.models import Entry
from grants.notices.batches import expanding, queries, services
from grants.notices.batches.audiences import audiences_of, key_of
from grants.notices.batches.keeping import EVENT
from grants.notices.batches.models import Batch, BatchState
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import deliver_due
from tests.factories.applications import a_filled, an_open_call
from tests.factories.batches import a_batch, begun, count_written, expanded, written_to
from tests.factories.calls import OPEN, an_official
from tests.factories.people import a_person
from tests.support.smtp import SmtpServer
from tests.support.together import at_once

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def open_now() -> Iterator[None]:
    """Let it be a moment at which applications are taken."""
    with clock.at(OPEN):
        yield


@pytest.fixture
def call(open_now: None) -> Call:
    """Return an open call with three drafts."""
    call = an_open_call()
    for number in range(3):
        a_filled(call, a_person(email=f"d{number}@pieteikums.example", language="lv"))
    return call


@pytest.fixture
def official(call: Call) -> Person:
    """Return the coordinator."""
    return an_official()


def messages() -> list[Message]:
    """Return the messages of batches by address."""
    return list(db.session.scalars(select(Message).where(Message.event == EVENT).order_by(Message.address)))


def test_nothing_leaves_before_it_is_sent(call: Call, official: Person) -> None:
    a_batch(call, official)
    assert (expanded(), written_to()) == (0, [])


def test_nothing_leaves_while_it_can_be_taken_back(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    assert expanding.expand_batches() == 0
    services.take_back(batch=batch, actor=official)
    assert (batch.state, expanded(), written_to()) == (BatchState.PREPARED, 0, [])


def test_everybody_in_the_set_is_written_to_in_their_words(call: Call, official: Person) -> None:
    begun(a_batch(call, official), official)
    expanded()
    assert written_to() == [f"d{number}@pieteikums.example" for number in range(3)]
    first = messages()[0]
    assert "Anna Ozola" in first.body
    assert f"/applications/{first.application_id}>" in first.body
    assert first.priority == 7
    assert first.batch_id is not None


def test_what_is_filled_in_is_never_read_as_markdown(call: Call, official: Person) -> None:
    a_filled(call, a_person("[te](https://ļauns.example)", email="zz@pieteikums.example", language="lv"))
    begun(a_batch(call, official), official)
    expanded()
    assert "href" not in messages()[-1].words.html.split("Rakstām")[0]


def test_who_reads_english_gets_it(call: Call, official: Person) -> None:
    a_filled(call, a_person(email="en@pieteikums.example", language="en"))
    begun(a_batch(call, official, english=("About {call}", "Hello")), official)
    expanded()
    said = {message.address: message.body.strip() for message in messages()}
    assert said["en@pieteikums.example"] == "Hello"
    assert said["d0@pieteikums.example"].startswith("Labdien")


def test_a_single_message_is_edited_and_another_left_out(call: Call, official: Person) -> None:
    batch = a_batch(call, official)
    first, second, _third = (key_of(target, person) for target, person in batch.recipients)
    writing.edit_one(batch=batch, key=first, subject="Jums vien", body="Citi vārdi", actor=official)
    services.edit_one(batch=batch, key=second, words=None, actor=official)
    assert batch.total == 2
    begun(batch, official)
    expanded()
    assert min(message.subject for message in messages()) == "Jums vien"
    assert count_written() == 2


def test_words_of_one_are_those_of_the_rest_again(call: Call, official: Person) -> None:
    batch = a_batch(call, official)
    key = key_of(*batch.recipients[0])
    services.edit_one(batch=batch, key=key, words=None, actor=official)
    services.restore_one(batch=batch, key=key, actor=official)
    assert (batch.total, batch.edits) == (3, {})


def test_what_was_changed_after_the_look_is_not_sent(call: Call, official: Person) -> None:
    batch = a_batch(call, official)
    seen = services.seal_of(batch)
    services.edit_one(batch=batch, key=key_of(*batch.recipients[0]), words=None, actor=official)
    with pytest.raises(Stale):
        writing.begin(call=call, batch=batch, shown=seen, actor=official)


def test_two_presses_of_send_at_once(app: Flask, call: Call, official: Person) -> None:
    batch = a_batch(call, official)
    seen, batch_id, call_id, official_id = services.seal_of(batch), batch.id, call.id, official.id

    def press() -> bool:
        with app.app_context(), clock.at(OPEN):
            found = db.session.get_one(Batch, batch_id)
            begun_here = writing.begin(
                call=db.session.get_one(Call, call_id),
                batch=found,
                shown=seen,
                actor=db.session.get_one(Person, official_id),
            )
            db.session.commit()
            return begun_here

    assert sorted(at_once(press, press)) == [False, True]
    expanded()
    assert count_written() == 3


def test_a_set_that_is_over_is_not_written_to(call: Call, official: Person) -> None:
    batch = a_batch(call, official)
    call.stage = Stage.CHECKING
    with pytest.raises(Conflict):
        begun(batch, official)


def test_the_same_again_within_the_hour_is_refused(call: Call, official: Person) -> None:
    begun(a_batch(call, official), official)
    with pytest.raises(Conflict):
        begun(a_batch(call, official), official)


def test_a_batch_marked_done_only_at_its_end_so_a_crash_mailed_everybody_again(
    call: Call, official: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expanding, "WRITTEN_AT_ONCE", 1)
    batch = begun(a_batch(call, official), official)
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=2)):
        expanding.expand_batches()
        db.session.commit()
        expanding.expand_batches()
        db.session.rollback()  # the worker dies before this part is stored
    assert (batch.expanded, count_written()) == (1, 1)
    with clock.at(OPEN + timedelta(minutes=2)):
        while expanding.expand_batches():
            db.session.commit()
    assert (batch.state, count_written()) == (BatchState.WRITTEN, 3)


def test_writing_the_whole_batch_a_second_time_writes_nothing(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    expanded()
    batch.state, batch.expanded = BatchState.BEGUN, 0
    expanded()
    assert count_written() == 3


def test_a_bulk_mail_that_needed_the_browser_tab(call: Call, official: Person, server: SmtpServer) -> None:
    begun(a_batch(call, official), official)  # the last thing a request does; the worker alone goes on
    expanded()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    assert len(server.to("@pieteikums.example")) >= 3
    assert {message.state for message in messages()} == {MessageState.SENT}


def test_stopping_half_way_cancels_what_waits_and_nothing_else(
    call: Call, official: Person, server: SmtpServer
) -> None:
    batch = begun(a_batch(call, official), official)
    expanded()
    messages()[0].state = MessageState.SENT
    assert services.stop(batch=batch, reason="Kļūda tekstā", actor=official) == 2
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    states = [(message.state, message.withheld) for message in messages()]
    stopped = (MessageState.CANCELLED, Withheld.STOPPED)
    assert states == [(MessageState.SENT, None), stopped, stopped]
    assert not [mail for mail in server.messages if "Par “" in str(mail["Subject"])]
    assert services.stop(batch=batch, reason="Vēlreiz", actor=official) == 0
    progress = queries.progress_of(batch)
    assert (progress.gone, progress.withheld, progress.is_done) == (1, 2, True)


def test_a_stopped_batch_is_written_no_further(call: Call, official: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expanding, "WRITTEN_AT_ONCE", 1)
    batch = begun(a_batch(call, official), official)
    with clock.at(OPEN + timedelta(minutes=2)):
        expanding.expand_batches()
        services.stop(batch=batch, reason="Pietiek", actor=official)
        assert expanding.expand_batches() == 0
    assert count_written() == 1
    assert queries.progress_of(batch).unwritten == 2


def test_a_worker_that_holds_a_message_lets_go_of_it_when_it_is_stopped(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    expanded()
    for message in messages():
        message.leased_until = clock.now() + timedelta(minutes=5)
    services.stop(batch=batch, reason="Pietiek", actor=official)
    db.session.expire_all()
    assert {message.leased_until for message in messages()} == {None}


def recipients(call: Call, official: Person) -> list[Any]:
    """Return whom an official would write to among all applicants."""
    audience = next(one for one in audiences_of(call.id) if one.code == "applicants")
    return list(audience.find(call.id, official, None))


def declare_conflict(official: Person, application: Application) -> None:
    """Let an official have declared a conflict."""
    declared = {"application_id": application.id, "evaluator_id": official.id}
    for one in db.session.scalars(select(Declaration).filter_by(**declared)):
        db.session.delete(one)
    db.session.flush()
    db.session.add(Declaration(**declared, conflict=True, kind=ConflictKind.FAMILY, declared_at=clock.now()))
    db.session.flush()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("", "Teksts"), "subject_lv"),
        (("Temats", "  "), "body_lv"),
        (("Temats", "{nauda}"), "body_lv"),
        (("{title}", "Teksts"), "subject_lv"),  # what a draft is called is its applicant's own
    ],
)
def test_words_that_cannot_be_sent_are_refused(
    call: Call, official: Person, words: tuple[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        a_batch(call, official, words=words)
    assert field in refused.value.fields


def test_a_line_break_in_a_name_never_reaches_a_header(call: Call, official: Person) -> None:
    a_filled(call, a_person("Anna\r\nBcc: x@ļauns.example", email="zz@pieteikums.example", language="lv"))
    begun(a_batch(call, official, words=("{name}", "Teksts")), official)
    expanded()
    assert messages()[-1].subject == "Anna Bcc: x@ļauns.example"


def test_the_journal_says_what_was_done_and_never_to_whom(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    expanded()
    entries = db.session.scalars(select(Entry).where(Entry.subject_id == batch.id).order_by(Entry.recorded_at)).all()
    assert [(entry.action, entry.details) for entry in entries] == [
        ("batch.begun", {"audience": "drafts", "messages": 3}),
        ("batch.written", {"messages": 3}),
    ]


def test_a_limit_of_one_batch_is_held(call: Call, official: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 3)
    a_batch(call, official)
    monkeypatch.setattr(services, "MOST", 2)
    with pytest.raises(Invalid):
        a_batch(call, official)


def test_the_rest_of_what_was_stopped_is_sent_once_to_nobody_twice(
    call: Call, official: Person, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expanding, "WRITTEN_AT_ONCE", 2)
    batch = begun(a_batch(call, official), official)
    with clock.at(OPEN + timedelta(minutes=2)):
        expanding.expand_batches()
        first = messages()[0]
        first.state, first.sent_at = MessageState.SENT, clock.now()
        services.stop(batch=batch, reason="Pagaidiet", actor=official)
        assert [writing.send_rest(call=call, batch=batch, actor=official) for _twice in range(2)] == [1, 0]
        assert (batch.state, batch.stopped_at, batch.reason) == (BatchState.BEGUN, None, "")
    with clock.at(OPEN + timedelta(minutes=5)):
        while expanding.expand_batches():
            db.session.commit()
        deliver_due()
    assert [(message.state, message.withheld) for message in messages()] == [(MessageState.SENT, None)] * 3
    assert len([mail for mail in server.messages if "Par “" in str(mail["Subject"])]) == 2
    assert batch.state is BatchState.WRITTEN


def test_what_was_cancelled_for_another_reason_stays_so(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    expanded()
    gone = messages()[0]
    gone.state, gone.withheld = MessageState.CANCELLED, Withheld.OVER
    services.stop(batch=batch, reason="Pagaidiet", actor=official)
    assert services.send_rest(batch=batch, actor=official) == 2
    db.session.refresh(gone)
    assert gone.withheld is Withheld.OVER


def test_the_rest_is_not_sent_to_a_set_that_is_over(call: Call, official: Person) -> None:
    batch = begun(a_batch(call, official), official)
    services.stop(batch=batch, reason="Pagaidiet", actor=official)
    call.stage = Stage.CHECKING
    with pytest.raises(Conflict):
        services.send_rest(batch=batch, actor=official)


def test_what_was_never_begun_has_no_rest(call: Call, official: Person) -> None:
    with pytest.raises(Conflict):
        services.send_rest(batch=a_batch(call, official), actor=official)
