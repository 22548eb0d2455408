"""A message that became untrue while it waited, or is not for its reader any more, does not leave and says why."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import notices, services
from grants.applications.models import Application
from grants.calls.models import Stage
from grants.db import db
from grants.evaluation.models import ConflictKind
from grants.evaluation.notices import sheet_reopened
from grants.evaluation.pace.services import remind_before_due
from grants.events import subscribe
from grants.notices.events import MessageCancelled
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import deliver_due, queue_words
from grants.notices.words import Words
from tests.factories.applications import a_filled, an_open_call, joined
from tests.factories.documents import schedule
from tests.factories.evaluation import JUDGED, a_scored_call, an_evaluator, chair_of, declare, first_of, score, unseat
from tests.factories.people import a_person
from tests.support.smtp import SmtpServer

DAY_BEFORE = datetime.fromisoformat(schedule()["evaluation_due_at"]) - timedelta(days=1)
"""When members of the example call are reminded of what is open."""

pytestmark = pytest.mark.usefixtures("session")


def delivered(event: str, when: timedelta = timedelta()) -> Message:
    """Deliver what is due and return the message of an event."""
    db.session.commit()
    with clock.at(clock.now() + when):
        deliver_due()
    return db.session.scalars(select(Message).where(Message.event == event)).one()


@pytest.fixture
def reminded() -> Iterator[Application]:
    """Return a draft whose only member is reminded of it at this moment, an hour before the deadline."""
    draft = a_filled(an_open_call(), a_person())
    with clock.at(draft.call.closes_at - timedelta(hours=1)):
        notices.reminder(draft, draft.call.closes_at, 24)
        yield draft


def test_a_reminder_that_is_still_true_is_sent(reminded: Application, server: SmtpServer) -> None:
    assert delivered("application_reminder").state is MessageState.SENT


def test_no_reminder_after_submission(reminded: Application, server: SmtpServer) -> None:
    assert reminded.lead
    services.submit(application=reminded, actor=reminded.lead.person)
    message = delivered("application_reminder")
    assert (message.state, message.withheld, message.attempts) == (MessageState.CANCELLED, Withheld.DONE, 0)
    assert not [mail for mail in server.messages if str(message.id) in str(mail["Message-ID"])]


def test_no_reminder_of_a_deadline_that_was_moved(reminded: Application, server: SmtpServer) -> None:
    reminded.call.closes_at += timedelta(hours=1)
    reminded.call.accepts_until += timedelta(hours=1)
    assert delivered("application_reminder").withheld is Withheld.MOVED


def test_no_reminder_of_a_deadline_that_has_passed(reminded: Application, server: SmtpServer) -> None:
    assert delivered("application_reminder", timedelta(hours=2)).withheld is Withheld.OVER


def test_no_reminder_of_a_cancelled_call(reminded: Application, server: SmtpServer) -> None:
    reminded.call.stage = Stage.CANCELLED
    assert delivered("application_reminder").withheld is Withheld.OVER


def test_nothing_to_who_was_removed_from_the_application(server: SmtpServer) -> None:
    draft = a_filled(an_open_call(), a_person())
    removed = joined(draft)
    notices.call_cancelled(draft)
    next(member for member in draft.members if member.person_id == removed.id).ended_at = clock.now()
    db.session.commit()
    deliver_due()
    found = {message.person_id: message for message in db.session.scalars(select(Message))}
    assert found[removed.id].withheld is Withheld.NOT_THEIRS
    assert [str(mail["To"]) for mail in server.messages if removed.email in str(mail["To"])] == []
    assert MessageState.SENT in {message.state for message in found.values()}


def test_what_somebody_is_owed_is_not_cancelled_silently(app: Flask, server: SmtpServer) -> None:
    draft = a_filled(an_open_call(), a_person())
    stranger = a_person()
    words = Words("Lēmums", "Ir lēmums.", "Piemēra novads")
    queue_words(
        event="decision",
        subject_id=draft.id,
        person=stranger,
        words=words,
        language="lv",
        once=True,
        application_id=draft.id,
    )
    message = delivered("decision")
    assert (message.state, message.withheld) == (MessageState.FAILED, Withheld.NOT_THEIRS)


def test_stages_are_told_of_what_was_not_sent(app: Flask, reminded: Application, server: SmtpServer) -> None:
    told: list[MessageCancelled] = []
    subscribe(app, MessageCancelled, told.append)
    reminded.call.stage = Stage.CANCELLED
    message = delivered("application_reminder")
    assert told == [MessageCancelled(event="application_reminder", subject_id=message.subject_id)]


@pytest.fixture
def member() -> tuple[Application, Person]:
    """Return an application that is being scored, and a member of the committee who was reminded."""
    call = a_scored_call()
    ilze = an_evaluator(call)
    with clock.at(DAY_BEFORE):
        remind_before_due()
    return first_of(call), ilze


def reminder_of(person: Person) -> Message:
    db.session.commit()
    with clock.at(DAY_BEFORE):
        deliver_due()
    mine = select(Message).where(Message.event == "declaration_missing", Message.person_id == person.id)
    return db.session.scalars(mine).one()


def test_no_reminder_after_all_sheets_are_in(member: tuple[Application, Person], server: SmtpServer) -> None:
    application, ilze = member
    declare(ilze, application)
    score(ilze, application)
    assert reminder_of(ilze).withheld is Withheld.DONE
    assert reminder_of(chair_of(application.call)).state is MessageState.SENT


def test_nothing_to_who_lost_the_seat(member: tuple[Application, Person], server: SmtpServer) -> None:
    application, ilze = member
    unseat(application.call, ilze)
    assert reminder_of(ilze).withheld is Withheld.SEAT_LOST


def test_nothing_of_an_application_to_who_is_in_conflict_with_it(
    member: tuple[Application, Person], server: SmtpServer
) -> None:
    application, ilze = member
    declare(ilze, application)
    sheet = score(ilze, application, submit=False)
    sheet_reopened(application, ilze, sheet, "Kļūda.")
    declare(ilze, application, ConflictKind.FAMILY)
    db.session.commit()
    with clock.at(JUDGED):
        deliver_due()
    message = db.session.scalars(select(Message).where(Message.event == "sheet_reopened")).one()
    assert message.withheld is Withheld.CONFLICT
