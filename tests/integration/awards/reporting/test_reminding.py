"""Those who owe the report on an awarded project are reminded of it, and told once that it is late; nobody else is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from grants import clock
from grants.awards.deciding.answering import decline
from grants.awards.models import Outcome
from grants.awards.reporting.reminding import BEFORE, LATE, remind_of_reports
from grants.awards.reports import accept_report
from grants.calls import sentences
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.notices.models import Message, MessageState, Withheld
from grants.notices.services import deliver_due
from tests.factories.awards import a_decided_call, a_member, a_told_call, an_official_of, application_in, judged
from tests.factories.documents import Raw, schedule
from tests.integration.awards.deciding.test_anew import MONEY, anew
from tests.support.statements import selects

pytestmark = pytest.mark.usefixtures("monday")

DAYS = 30
DUE = datetime(2031, 1, 30, 12, tzinfo=UTC)
"""The report on a project of the example call, whose last day is that of 2030, is due on this day."""
FIRST = DUE - timedelta(days=BEFORE)


def rules(days: int | None = DAYS) -> Raw:
    projects = schedule()["implementation"] | ({} if days is None else {"report_days": days})
    return {"schedule": schedule(implementation=projects), "funding": MONEY}


def entries(awarded: int = 2) -> list[Raw]:
    return [judged(f"A-{number}", "5", "5") for number in range(1, awarded + 1)] + [judged("A-9", "2", "2")]


@pytest.fixture
def call() -> Call:
    """Return a call whose letters have left: A-1 and A-2 awarded, A-9 not, somebody working on A-1 and on A-9."""
    call = a_told_call(*entries(), **rules())
    for reference in ("A-1", "A-9"):
        a_member(call, reference)
    return call


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Remind of everything there is to remind of at a moment, and go on at it."""
    with clock.at(moment):
        while remind_of_reports():
            pass
        yield


def told() -> list[tuple[str, str]]:
    """Return the event and the subject of every message about a report."""
    about = select(Message).where(Message.event.in_(("report_due", "report_late")))
    return [(one.event, one.subject) for one in db.session.scalars(about.order_by(Message.queued_at))]


NEAR = ("report_due", "The report on “Projekts A-1” is due by 30 January 2031")
OVERDUE = ("report_late", "The report on “Projekts A-1” is late")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (FIRST - timedelta(days=1), []),
        (FIRST, [NEAR]),
        (DUE, [NEAR]),
        (DUE + timedelta(days=1), [OVERDUE]),
        (DUE + timedelta(days=LATE), [OVERDUE]),
        (DUE + timedelta(days=LATE + 1), []),
    ],
)
def test_those_awarded_are_told_when_it_is_time(call: Call, moment: datetime, expected: list[tuple[str, str]]) -> None:
    with at(moment):
        assert told() == expected


def test_the_day_is_that_of_the_call_and_not_of_the_server(call: Call) -> None:
    with at(datetime(2031, 1, 15, 22, 30, tzinfo=UTC)):  # past midnight in Riga
        assert told() == [NEAR]


def test_each_is_told_once(call: Call) -> None:
    for moment in (FIRST, FIRST + timedelta(hours=1), DUE, DUE + timedelta(days=1), DUE + timedelta(days=2)):
        with at(moment):
            assert remind_of_reports() == 0
    assert told() == [NEAR, OVERDUE]


def test_nobody_is_told_whose_report_was_accepted(call: Call) -> None:
    with clock.at(FIRST):
        accepted(call)
    with at(FIRST), at(DUE + timedelta(days=1)):
        assert told() == []


def accepted(call: Call) -> None:
    official = an_official_of(call)
    accept_report(application=application_in(call, "A-1"), accepted_on=date(2031, 1, 10), actor=official)


def test_who_declined_is_not_told(call: Call) -> None:
    application = application_in(call, "A-1")
    decline(application=application, because="", seen=1, actor=application.members[0].person)
    with at(FIRST):
        assert told() == []


def test_a_decision_that_is_not_told_yet_is_not_given_away() -> None:
    call = a_decided_call(*entries(), **rules())
    a_member(call, "A-1")
    with at(FIRST):
        assert told() == []


def test_where_the_rules_name_no_days_nobody_is_told() -> None:
    a_member(a_told_call(*entries(), **rules(None)), "A-1")
    with at(FIRST), at(DUE):
        assert told() == []


def the_message() -> tuple[MessageState, Withheld | None]:
    db.session.commit()
    deliver_due()
    message = db.session.scalars(select(Message).where(Message.event == "report_due")).one()
    return message.state, message.withheld


def test_a_reminder_does_not_leave_once_the_report_is_accepted(call: Call) -> None:
    with at(FIRST):
        accepted(call)
        assert the_message() == (MessageState.CANCELLED, Withheld.DONE)


def test_a_reminder_does_not_leave_once_the_award_is_revoked(call: Call) -> None:
    official = an_official_of(call)
    with at(FIRST):
        anew(call, "A-1", Outcome.REVOKED, official)
        assert the_message() == (MessageState.CANCELLED, Withheld.OVER)


def test_a_reminder_does_not_leave_once_its_day_is_over(call: Call) -> None:
    with at(FIRST), clock.at(DUE + timedelta(days=1)):
        assert the_message() == (MessageState.CANCELLED, Withheld.OVER)


def looked_for(call: Call) -> int:
    """Return how many statements of a run read, but for those of the outbox, which are some for each message."""
    db.session.expire_all()
    with selects() as made, clock.at(FIRST):
        assert remind_of_reports() > 0
    return sum("calls" in one or "application" in one for one in made)


def test_a_run_looks_for_what_is_due_by_as_many_statements_whatever_there_is(call: Call) -> None:
    few = looked_for(call)
    more: dict[str, Any] = rules() | {"slug": "otrs-2030"}
    many = a_told_call(*entries(6), **more | {"funding": MONEY | {"limit": {"projects": 6}}})
    for number in range(1, 7):
        a_member(many, f"A-{number}")
    assert looked_for(many) == few


def test_the_rules_say_until_when_the_report_is_due(call: Call) -> None:
    with force_locale("en"):
        said = list(sentences.on_dates(rules_of(call)))
    assert said == [
        "The report on a supported project is due within 30 days after the last day of projects: by 30 January 2031."
    ]
