"""What an official looks for among the messages of a call, read from the address of the page."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request

from grants.accounts.lists.views import asked_of
from grants.db import MAX_LINE
from grants.errors import NotFound
from grants.notices import register
from grants.notices.models import MessageState
from grants.notices.proving.queries import Wanted
from grants.parsing import Unreadable, parse_day
from grants.web.lists.asked import Asked, Shape

FIELDS = ("address", "subject", "event", "state", "since", "until", "application")


def typed() -> dict[str, str]:
    """Return what was typed into the fields of the search."""
    return {name: request.args.get(name, "").replace("\0", "").strip()[:MAX_LINE] for name in FIELDS}


def asked_for(shape: Shape, said: dict[str, str]) -> Asked:
    """Return what the address asks of the list, with what was typed into its fields."""
    return replace(asked_of(shape), picked={name: value for name, value in said.items() if value})


def wanted(said: dict[str, str], zone: ZoneInfo, words: str = "") -> tuple[Wanted, list[str]]:
    """Return what is looked for, and which fields could not be read; raise NotFound for what no form offers."""
    unread: list[str] = []

    def day(name: str, later: int) -> datetime | None:
        try:
            if not said[name]:
                return None
            return datetime.combine(parse_day(said[name]) + timedelta(days=later), time(), zone)
        except (Unreadable, OverflowError):
            unread.append(name)
            return None

    if said["event"] and said["event"] not in register.events():
        raise NotFound
    try:
        state = MessageState(said["state"]) if said["state"] else None
        application_id = UUID(said["application"]) if said["application"] else None
    except ValueError as error:
        raise NotFound from error
    looked_for = Wanted(
        words=words,
        address=said["address"],
        subject=said["subject"],
        event=said["event"],
        state=state,
        application_id=application_id,
        since=day("since", 0),
        until=day("until", 1),
    )
    return looked_for, unread
