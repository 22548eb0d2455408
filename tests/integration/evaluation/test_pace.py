"""How far members are, what is left, and who is reminded of it: nobody twice, nobody who is done, never a mark."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.services import grant_role
from grants.applications.queries import submitted_in
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.evaluation.models import ConflictKind
from grants.evaluation.pace import services
from grants.evaluation.pace.board import Line, board_of, lagging_in, left_for
from grants.evaluation.pace.completing import tell_sheets_in
from grants.evaluation.pace.models import SeatPace
from grants.evaluation.progress import unscored
from grants.notices.models import Message
from tests.factories.calls import an_official
from tests.factories.evaluation import (
    JUDGED,
    a_checked_call,
    a_scored_call,
    an_evaluator,
    chair_of,
    declare,
    first_of,
    score,
    unseat,
)
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.support import entries

pytestmark = pytest.mark.usefixtures("session")

REMINDERS = ("evaluation_reminder", "declaration_missing")
DUE = datetime(2030, 1, 10, 15, tzinfo=UTC)
"""When the evaluation of the example call ends."""
LATE = DUE - timedelta(days=4)


@pytest.fixture
def call() -> Call:
    return a_scored_call("First", "Second")


@pytest.fixture
def ilze(call: Call) -> Person:
    return an_evaluator(call)


def line_of(call: Call, person: Person) -> Line:
    return next(line for line in board_of(call) if line.role.person_id == person.id)


def reminded() -> list[str]:
    """Return who was told what is open, one address for each message."""
    told = select(Message.address).where(Message.event.in_(REMINDERS)).order_by(Message.address)
    return list(db.session.scalars(told))


def at(before: timedelta) -> None:
    """Let the worker look at a moment before the due date, until nothing is left."""
    with clock.at(DUE - before):
        while services.remind_before_due():
            pass


def test_officials_see_how_far_each_member_is_and_on_which_day_they_were_active(call: Call, ilze: Person) -> None:
    score(ilze, first_of(call))
    line = line_of(call, ilze)
    assert (line.submitted, line.expected, line.left, line.undeclared) == (1, 2, 1, 1)
    assert (line.active_on, line.per_day) == (JUDGED.date(), 1)


def test_the_board_shows_no_mark(call: Call, ilze: Person, as_person: SignIn) -> None:
    score(ilze, first_of(call), comment="Spilgta ideja.")
    page = as_person(an_official()).see(f"/office/calls/{call.slug}/committee/progress")
    assert "1 of 2" in page.text
    assert ("Spilgta" in page.text, "3.5" in page.text) == (False, False)


def test_a_conflict_leaves_less_to_do(call: Call, ilze: Person) -> None:
    declare(ilze, first_of(call), kind=ConflictKind.FAMILY)
    assert (line_of(call, ilze).expected, line_of(call, ilze).undeclared) == (1, 1)


def test_a_member_sees_how_long_the_rest_takes(call: Call, ilze: Person, as_person: SignIn) -> None:
    declare(ilze, first_of(call))
    first_of(call).characters = 18_000
    db.session.flush()
    assert left_for(ilze, call) == 2 * 10 + 2 * 2
    assert (
        "What is left takes about 25 min, about 5 min a day until 10 January 2030."
        in as_person(ilze).see(f"/evaluation/calls/{call.slug}").text
    )


def test_what_was_sent_in_is_measured(call: Call) -> None:
    assert first_of(call).characters == len("Nometne piecpadsmit jauniešiem.")


def test_a_member_offers_hours_and_officials_see_when_they_do_not_suffice(
    call: Call, ilze: Person, as_person: SignIn
) -> None:
    first_of(call).characters = 180_000
    visitor = as_person(ilze)
    visitor.send(visitor.see(f"/evaluation/calls/{call.slug}/hours"), {"hours": "2"}, button="Store")
    page = as_person(an_official()).see(f"/office/calls/{call.slug}/committee/progress")
    assert "everything takes about 3.5 h" in page.text


@pytest.mark.parametrize("typed", ["0", "-1", "1001", "2,5", "x"])
def test_hours_that_cannot_be_are_refused_and_stay_on_the_page(
    call: Call, ilze: Person, as_person: SignIn, typed: str
) -> None:
    visitor = as_person(ilze)
    page = visitor.see(f"/evaluation/calls/{call.slug}/hours")
    page = visitor.send(page, {"hours": typed}, button="Store", status=422)
    assert page.form("Store").values["hours"] == [typed]
    assert db.session.scalars(select(SeatPace.hours)).all() in ([], [None])


def test_no_hours_take_the_offer_back(call: Call, ilze: Person) -> None:
    for hours in (services.MAX_HOURS, None):
        services.offer_hours(call=call, hours=hours, actor=ilze)
        assert line_of(call, ilze).hours == hours
    with pytest.raises(Invalid):
        services.offer_hours(call=call, hours=services.MAX_HOURS + 1, actor=ilze)


def test_an_official_sees_who_lags_before_they_are_reminded(call: Call, ilze: Person, as_person: SignIn) -> None:
    for each in (ilze, chair_of(call)):
        declare(each, first_of(call))
    score(ilze, first_of(call))
    with clock.at(LATE):
        visitor = as_person(an_official())
        page = visitor.see(f"/office/calls/{call.slug}/committee/remind")
        assert "Dace: sheets submitted 0 of 2, to declare 1" in page.text
        page = visitor.send(page, button="Remind them")
    assert "gets a reminder" in page.text or "get a reminder" in page.text
    assert chair_of(call).email in reminded()
    assert len(entries("committee.reminded")) == 1


def test_who_was_reminded_today_is_not_reminded_again(call: Call, ilze: Person) -> None:
    official = an_official()
    with clock.at(LATE):
        first = services.remind_lagging(call=call, actor=official)
        assert services.remind_lagging(call=call, actor=official) == []
    with clock.at(LATE + timedelta(days=1)):
        assert len(services.remind_lagging(call=call, actor=official)) == len(first) == 2
    assert reminded().count(ilze.email) == 2


def test_who_is_in_time_does_not_lag(call: Call, ilze: Person) -> None:
    assert line_of(call, ilze).lags is False
    assert lagging_in(call) == []


def test_while_applications_are_checked_those_with_open_declarations_are_reminded() -> None:
    call = a_checked_call()
    member = an_evaluator(call)
    assert [line.role.person_id for line in lagging_in(call)] == [member.id]
    declare(member, first_of(call))
    assert lagging_in(call) == []


def test_after_the_sheets_are_closed_nobody_is_reminded(call: Call) -> None:
    call.stage = Stage.DELIBERATION
    assert lagging_in(call) == []
    with pytest.raises(Conflict):
        services.remind_lagging(call=call, actor=an_official())


def test_members_are_reminded_three_times_before_the_due_date_and_never_twice(call: Call, ilze: Person) -> None:
    for days in (8, 7, 7, 5, 2, 2, 1, 1, 0):
        at(timedelta(days=days, seconds=-1))
    assert reminded().count(ilze.email) == len(services.BEFORE)


def test_who_is_done_is_not_reminded(call: Call, ilze: Person) -> None:
    for application in submitted_in(call.id):
        score(ilze, application)
    at(timedelta(days=1))
    assert ilze.email not in reminded()


def test_who_was_reminded_by_an_official_today_is_not_reminded_by_the_service(call: Call, ilze: Person) -> None:
    with clock.at(DUE - timedelta(days=2, hours=1)):
        services.remind_lagging(call=call, actor=an_official())
    at(timedelta(days=2, seconds=-1))
    assert reminded().count(ilze.email) == 1


def test_a_later_due_date_brings_new_reminders(call: Call, ilze: Person) -> None:
    at(timedelta(days=2))
    pace = db.session.scalars(select(SeatPace).limit(1)).one()
    pace.due_at = DUE - timedelta(days=20)
    db.session.flush()
    assert reminded().count(ilze.email) == 1
    at(timedelta(days=1))
    assert reminded().count(ilze.email) == 2


def test_the_reminder_says_what_is_open_and_nothing_of_others(call: Call, ilze: Person) -> None:
    declare(ilze, first_of(call))
    at(timedelta(days=1))
    told = select(Message).where(Message.address == ilze.email, Message.event.in_(REMINDERS))
    message = db.session.scalars(told).one()
    assert "1 application waits for your sheet." in message.words.text
    assert "1 application waits for your declaration of interests." in message.words.text


def test_whose_seat_ended_is_not_reminded(call: Call, ilze: Person) -> None:
    unseat(call, ilze)
    at(timedelta(days=1))
    assert ilze.email not in reminded()


def test_officials_are_told_once_when_all_sheets_are_in(call: Call, ilze: Person) -> None:
    grant_role(person=an_official(), kind=RoleKind.COORDINATOR, actor=None, organiser_id=call.organiser_id)
    with clock.at(JUDGED):
        assert tell_sheets_in() == 0
        for application in submitted_in(call.id):
            for member in (ilze, chair_of(call), an_evaluator(call, "Zane")):
                score(member, application)
        assert unscored(call) == []
        assert [tell_sheets_in() for _twice in range(2)] == [1, 0]
    told = db.session.scalars(select(Message.address).where(Message.event == "sheets_in")).all()
    assert len(told) == len(set(told)) >= 1
