"""The dates of a new call: some are answered, the others keep their distance to the deadline of the former call."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from grants.calls.editing.paths import Raw
from grants.calls.rules.parsing import parse_day, parse_instant

FOLLOWING = ("evaluation_due_at", "decision_due_at")
LEAP_DAY = (2, 29)


def schedule_for(source: Raw, *, opens_at: datetime, closes_at: datetime, projects: tuple[date, date]) -> Raw:
    """Return the schedule of a former call with other dates; a time of day stays what the clock on the wall shows.

    It is announced when it opens unless the former one was announced earlier; its events were of the former call.
    Raise OverflowError if the dates leave the calendar.
    """
    zone = ZoneInfo(source["timezone"])
    before = {name: _local(source[name], zone) for name in ("published_at", "opens_at", "questions_until", "closes_at")}
    opens, closes = opens_at.astimezone(zone), closes_at.astimezone(zone)
    announced = _moved(opens, before["published_at"], before["opens_at"], zone)
    asked = _moved(closes, before["questions_until"], before["closes_at"], zone)
    following = {name: _moved(closes, _local(source[name], zone), before["closes_at"], zone) for name in FOLLOWING}
    moments = {
        "published_at": min(announced, opens),
        "opens_at": opens,
        "questions_until": min(max(asked, opens), closes),
        "closes_at": closes,
        "evaluation_due_at": max(following["evaluation_due_at"], closes),
        "decision_due_at": max(*following.values(), closes),
    }
    others = {name: value for name, value in source.items() if name != "events"}
    days = {"from": projects[0].isoformat(), "until": projects[1].isoformat()}
    return others | _written(moments) | {"implementation": source["implementation"] | days}


def extended(document: Raw, closes_at: datetime) -> Raw | None:
    """Return rules with a later deadline, what follows it as many days later; None if it is not later."""
    schedule = document["schedule"]
    zone = ZoneInfo(schedule["timezone"])
    before, closes = _local(schedule["closes_at"], zone), closes_at.astimezone(zone)
    if closes <= before:
        return None
    following = {name: _moved(closes, _local(schedule[name], zone), before, zone) for name in FOLLOWING}
    return document | {"schedule": schedule | _written({"closes_at": closes, **following})}


def later_by_years(day: str, years: int) -> str:
    """Return a day as many years later; the leap day becomes the day before."""
    before = parse_day(day)
    leap = (before.month, before.day) == LEAP_DAY
    return before.replace(year=before.year + years, day=28 if leap else before.day).isoformat()


def channels_for(source: list[Raw], *, before: str, closes_at: datetime, zone: ZoneInfo) -> list[Raw]:
    """Return the ways to send in an application, their own deadlines as far from the deadline as before."""
    was, closes = _local(before, zone), closes_at.astimezone(zone)
    return [
        channel
        | (
            {"until": _moved(closes, _local(channel["until"], zone), was, zone).isoformat()}
            if "until" in channel
            else {}
        )
        for channel in source
    ]


def _moved(to: datetime, moment: datetime, anchor: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment as many days from another as it was from its anchor, at the same time on the wall."""
    days = (moment.date() - anchor.date()).days
    on = to.date() + timedelta(days=days)
    same = moment.timetz() if moment != anchor else to.timetz()
    return datetime.combine(on, same.replace(tzinfo=None), zone)


def _local(moment: Any, zone: ZoneInfo) -> datetime:
    return parse_instant(moment).astimezone(zone)


def _written(moments: dict[str, datetime]) -> dict[str, str]:
    return {name: moment.isoformat() for name, moment in moments.items()}
