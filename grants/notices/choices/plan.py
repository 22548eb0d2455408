"""When and how a message reaches its reader, by what they chose. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from grants.notices.register import Event, Purpose

Hours = tuple[int, int]
"""The hours in which the quiet begins and ends; the same twice: never."""


class Way(StrEnum):
    """Name how a message reaches its reader."""

    MAIL = "mail"
    DIGEST = "digest"
    INBOX = "inbox"


@dataclass(frozen=True)
class Wanted:
    """Hold what a reader wants; as it is, what holds for who has chosen nothing."""

    is_daily: bool = False
    quiet: Hours | None = None
    off: Collection[Purpose] = ()


def way_of(event: Event, wanted: Wanted) -> Way:
    """Return how a message of an event reaches its reader."""
    if event.switchable and event.purpose in wanted.off:
        return Way.INBOX
    return Way.DIGEST if wanted.is_daily and event.may_be_digested else Way.MAIL


def leaves_at(event: Event, wanted: Wanted, due_at: datetime, zone: ZoneInfo) -> datetime:
    """Return when a message may leave that is due at a moment: after the quiet hours, unless it is urgent."""
    if event.urgent or wanted.quiet is None:
        return due_at
    begins, ends = wanted.quiet
    local = due_at.astimezone(zone)
    is_quiet = begins <= local.hour < ends if begins <= ends else local.hour >= begins or local.hour < ends
    if not is_quiet:
        return due_at
    day = local.date() + timedelta(days=1 if local.hour >= ends else 0)
    return datetime(day.year, day.month, day.day, ends, tzinfo=zone).astimezone(due_at.tzinfo)
