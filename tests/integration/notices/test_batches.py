"""One message to many: looked at first, one row for the request, written by the worker once whatever happens."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import services as applications
from grants.applications.models import Application
from grants.calls.models import Call, Stage
from grants.calls.writing import services as writing
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound, Stale
from grants.evaluation.models import ConflictKind, Declaration
from grants.journal.models import Entry
from grants.notices.batches import expanding, queries, services
from grants.notices.batches.audiences import audiences_of, key_of
from grants.notices.batches.keeping import EVENT
from grants.notices.batches.models import Batch, BatchState
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import deliver_due
from tests.factories.applications import a_filled, a_submitted, an_open_call, joined
from tests.factories.awards import a_decided_call, a_told_call, an_official_of, judged
from tests.factories.batches import a_batch, begun, count_written, expanded, written_to
from tests.factories.calls import OPEN, an_official
from tests.factories.evaluation import JUDGED, a_scored_call, an_evaluator, first_of
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


def test_nobody_is_told_of_a_draft_who_does_not_work_on_it_any_more(
    call: Call, official: Person, server: SmtpServer
) -> None:
    draft = a_filled(call, a_person(email="lead@pieteikums.example"))
    gone = joined(draft, a_person(email="gone@pieteikums.example"))
    begun(a_batch(call, official), official)
    expanded()
    next(member for member in draft.members if member.person_id == gone.id).ended_at = clock.now()
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    found = {message.address: message for message in messages()}
    assert found["gone@pieteikums.example"].withheld is Withheld.NOT_THEIRS
    assert found["lead@pieteikums.example"].state is MessageState.SENT


def test_who_has_submitted_meanwhile_is_not_told_to_finish_a_draft(
    call: Call, official: Person, server: SmtpServer
) -> None:
    draft = a_filled(call, a_person(email="ready@pieteikums.example"))
    assert draft.lead
    begun(a_batch(call, official), official)
    expanded()
    applications.submit(application=draft, actor=draft.lead.person)
    db.session.commit()
    with clock.at(OPEN + timedelta(minutes=3)):
        deliver_due()
    found = {message.address: message for message in messages()}
    assert found["ready@pieteikums.example"].withheld is Withheld.OVER


def test_an_official_does_not_write_about_their_own_application(call: Call, official: Person) -> None:
    a_filled(call, official)
    begun(a_batch(call, official), official)
    expanded()
    assert official.email not in written_to()


def test_an_official_in_conflict_does_not_write_to_that_application() -> None:
    call = a_scored_call("Pirmais", "Otrais")
    official = an_official_of(call)
    first = first_of(call)
    joined(first, a_person(email="conflict@pieteikums.example"))
    before = len(recipients(call, official))
    declare_conflict(official, first)
    assert before - len(recipients(call, official)) == len(first.members)


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


def test_nobody_can_be_written_to_as_awarded_before_the_outcome_is_told() -> None:
    call = a_decided_call(judged("A-1"), judged("A-2", first="1"))
    assert not {"awarded", "rejected", "reserve"} & {one.code for one in audiences_of(call.id)}


def test_those_awarded_are_written_to_once_they_know() -> None:
    call = a_told_call(judged("A-1"))
    official = an_official_of(call)
    application = db.session.scalars(select(Application).where(Application.call_id == call.id)).first()
    assert application
    joined(application, a_person(email="awarded@pieteikums.example"))
    begun(a_batch(call, official, "awarded"), official)
    expanded()
    assert "awarded@pieteikums.example" in written_to()


def test_the_committee_is_written_to() -> None:
    call = a_scored_call("Pirmais")
    official = an_official_of(call)
    member = an_evaluator(call, "Ilze")
    with clock.at(JUDGED):
        begun(a_batch(call, official, "committee"), official)
        expanded()
    assert member.email in written_to()


def test_nobody_in_the_set_is_refused(open_now: None) -> None:
    with pytest.raises(Invalid):
        a_batch(an_open_call(), an_official())


def test_a_set_that_is_not_offered_is_not_there(call: Call, official: Person) -> None:
    with pytest.raises(NotFound):
        a_batch(call, official, "awarded")


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


def test_withdrawn_applicants_are_not_written_to_as_applicants(call: Call) -> None:
    official = an_official(RoleKind.COORDINATOR)
    kept = a_submitted(call, a_person(email="kept@pieteikums.example"))
    gone = a_submitted(call, a_person(email="withdrew@pieteikums.example"))
    assert gone.lead
    assert kept.lead
    applications.withdraw(application=gone, actor=gone.lead.person)
    assert [one.person.email for one in recipients(call, official) if one.person] == ["kept@pieteikums.example"]


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


def test_members_who_are_behind_and_who_passed_the_checks_are_sets_of_their_own() -> None:
    call = a_scored_call("Pirmais")
    late = an_evaluator(call, "Zane")
    writer = an_official_of(call)
    with clock.at(JUDGED):
        found = {one.code: one for one in audiences_of(call.id)}
        behind = {code: found[code].find(call.id, writer, None) for code in ("undeclared", "unscored", "admitted")}
    assert late in [one.person for one in behind["undeclared"]]
    assert late in [one.person for one in behind["unscored"]]
    assert {one.application_id for one in behind["admitted"]} == {first_of(call).id}
    assert found["admitted"].caution
