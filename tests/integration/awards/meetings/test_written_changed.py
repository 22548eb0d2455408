"""A written procedure that runs is cancelled with a reason, or takes votes longer; votes given stay recorded."""

from datetime import datetime, timedelta

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.services import planning
from grants.awards.meetings.written import services
from grants.awards.meetings.written.changing import cancel, move
from grants.awards.meetings.written.queries import answers_to
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid
from grants.journal.models import Entry
from tests.factories.awards import DELIBERATED, an_official_of
from tests.factories.meetings import a_call_to_meet_about, a_sitting, stand_aside
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser
from tests.integration.awards.meetings.test_written import UNTIL, ask, chaired, told, vote

pytestmark = pytest.mark.usefixtures("monday")

LATER = UNTIL + timedelta(days=7)
ALL = ["e1@example.org", "e2@example.org", "e3@example.org"]


@pytest.fixture
def call(monday: None) -> Call:
    return chaired(a_call_to_meet_about())


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


@pytest.fixture
def running(call: Call, official: Person) -> Sitting:
    return ask(call, official)


def journalled(action: str) -> int:
    return db.session.query(Entry).filter(Entry.action == action).count()


def test_cancelled_twice_it_is_told_once_and_journalled(call: Call, official: Person, running: Sitting) -> None:
    for _time in range(2):
        cancel(call=call, number=1, reason="Komisija tiksies klātienē.", actor=official)
    assert (running.state, running.reason) == (SittingState.CANCELLED, "Komisija tiksies klātienē.")
    assert (told("written_cancelled"), journalled("written.cancelled")) == (ALL, 1)


def test_votes_given_stay_and_none_is_taken_any_more(call: Call, official: Person, running: Sitting) -> None:
    vote(call, running, "Anna")
    cancel(call=call, number=1, reason="Kļūda.", actor=official)
    with pytest.raises(Conflict):
        vote(call, running, "Zane")
    assert all(len(given) == 1 for given in answers_to(running).values())
    with clock.at(UNTIL + timedelta(minutes=1)):
        assert services.count_ended() == 0


def test_another_is_begun_once_it_is_cancelled(call: Call, official: Person, running: Sitting) -> None:
    cancel(call=call, number=1, reason="Kļūda.", actor=official)
    assert ask(call, official).number == 2


@pytest.mark.parametrize("reason", ["", " ", "ā" * (planning.MAX_CANCEL_REASON + 1)])
def test_it_is_not_cancelled_without_a_reason(call: Call, official: Person, running: Sitting, reason: str) -> None:
    with pytest.raises(Invalid):
        cancel(call=call, number=1, reason=reason, actor=official)


def test_who_was_not_asked_is_not_told(call: Call, official: Person) -> None:
    for reference in ("A-1", "A-2", "A-3", "A-4"):
        stand_aside(call, "Zane", reference)
    ask(call, official)
    cancel(call=call, number=1, reason="Kļūda.", actor=official)
    assert told("written_cancelled") == ALL[:2]


def test_moved_twice_it_is_told_once_and_who_has_not_voted_is_reminded_again(
    call: Call, official: Person, running: Sitting
) -> None:
    vote(call, running, "Anna")
    with clock.at(UNTIL - timedelta(hours=20)):
        services.remind_written()
        for _time in range(2):
            move(call=call, number=1, until=LATER, actor=official)
    assert (running.starts_at, told("written_moved"), journalled("written.moved")) == (LATER, ALL, 1)
    with clock.at(LATER - timedelta(hours=20)):
        services.remind_written()
        vote(call, running, "Zane")
    assert told("written_reminder") == [ALL[1], ALL[1], ALL[2], ALL[2]]


@pytest.mark.parametrize(
    "until", [UNTIL - timedelta(hours=1), DELIBERATED, DELIBERATED + services.LONGEST + timedelta(minutes=1)]
)
def test_it_is_never_shortened_nor_moved_too_far(
    call: Call, official: Person, running: Sitting, until: datetime
) -> None:
    with pytest.raises(Invalid):
        move(call=call, number=1, until=until, actor=official)
    assert running.starts_at == UNTIL


def test_once_its_date_has_come_nothing_is_changed(call: Call, official: Person, running: Sitting) -> None:
    with clock.at(UNTIL):
        with pytest.raises(Conflict):
            move(call=call, number=1, until=LATER, actor=official)
        with pytest.raises(Conflict):
            cancel(call=call, number=1, reason="Kļūda.", actor=official)


def test_a_sitting_is_not_changed_so_nor_by_a_stranger(call: Call, official: Person) -> None:
    a_sitting(call, official)
    with pytest.raises(Conflict):
        move(call=call, number=1, until=LATER, actor=official)
    ask(call, official)
    with pytest.raises(Forbidden):
        cancel(call=call, number=2, reason="Kļūda.", actor=a_person("Stranger"))


def test_on_their_pages(call: Call, official: Person, running: Sitting, browser_of: Browser) -> None:
    secretary = browser_of(official)
    page = secretary.see("/office/calls/piemers-2030/sittings/1/change")
    page = secretary.send(page, {"starts_at": "24.01.2030 10.00"}, button="Take votes longer")
    assert "24 January 2030" in page.text
    page = secretary.see("/office/calls/piemers-2030/sittings/1/cancel")
    page = secretary.send(page, {"reason": "Kļūda."}, button="Cancel the vote in writing")
    assert "This vote in writing was cancelled. Reason: Kļūda." in page.text
