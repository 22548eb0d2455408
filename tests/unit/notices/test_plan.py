"""When and how a message reaches its reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from grants.notices.choices.plan import Wanted, Way, leaves_at, way_of
from grants.notices.register import Audience, Event, Purpose

RIGA = ZoneInfo("Europe/Riga")


def event(purpose: Purpose = Purpose.DUTY, *, urgent: bool = False) -> Event:
    return Event(name="example", template="", audience=Audience.ANYBODY, purpose=purpose, urgent=urgent)


def left(at: str, quiet: tuple[int, int] | None = (22, 7), *, urgent: bool = False) -> str:
    due_at = datetime.fromisoformat(at).replace(tzinfo=RIGA)
    return f"{leaves_at(event(urgent=urgent), Wanted(quiet=quiet), due_at, RIGA).astimezone(RIGA):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2029-11-05 21:59", "11-05 21:59"),
        ("2029-11-05 22:00", "11-06 07:00"),
        ("2029-11-06 00:30", "11-06 07:00"),
        ("2029-11-06 06:59", "11-06 07:00"),
        ("2029-11-06 07:00", "11-06 07:00"),
        ("2029-12-31 23:00", "01-01 07:00"),
        ("2029-10-27 23:30", "10-28 07:00"),  # the clocks go back in this night
        ("2029-03-24 23:30", "03-25 07:00"),  # and forward in this
    ],
)
def test_at_night_it_waits_for_the_morning(at: str, leaves: str) -> None:
    assert left(at) == leaves


def test_quiet_hours_may_lie_within_a_day() -> None:
    assert [left(f"2029-11-05 {hour}", (12, 14)) for hour in ("11:59", "12:00", "14:00")] == [
        "11-05 11:59",
        "11-05 14:00",
        "11-05 14:00",
    ]


def test_the_same_hour_twice_is_never_quiet() -> None:
    assert left("2029-11-05 22:00", (22, 22)) == "11-05 22:00"


def test_what_is_urgent_leaves_at_night() -> None:
    assert left("2029-11-05 23:00", urgent=True) == "11-05 23:00"


@pytest.mark.parametrize(
    ("purpose", "urgent", "wanted", "way"),
    [
        (Purpose.DUTY, False, Wanted(is_daily=True), Way.MAIL),
        (Purpose.REMINDER, False, Wanted(), Way.MAIL),
        (Purpose.REMINDER, False, Wanted(is_daily=True), Way.DIGEST),
        (Purpose.REMINDER, True, Wanted(is_daily=True), Way.MAIL),
        (Purpose.REMINDER, True, Wanted(off={Purpose.REMINDER}), Way.INBOX),
        (Purpose.PROGRESS, False, Wanted(is_daily=True, off={Purpose.PROGRESS}), Way.INBOX),
        (Purpose.SUMMARY, False, Wanted(is_daily=True, off={Purpose.PROGRESS}), Way.MAIL),
    ],
)
def test_a_duty_always_comes_and_the_rest_as_its_reader_chose(
    purpose: Purpose, urgent: bool, wanted: Wanted, way: Way
) -> None:
    assert way_of(event(purpose, urgent=urgent), wanted) is way
