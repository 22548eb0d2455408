"""The one table of what the service tells by messages: each stage registers its events when the application starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import Flask, current_app

_KEY = "grants.notices.register"
URGENT_PRIORITY = 1
"""Before all others: somebody sits there and waits for it."""


class Audience(StrEnum):
    """Name whom an event is told."""

    ANYBODY = "anybody"
    FOLLOWER = "follower"
    APPLICANT = "applicant"
    COMMITTEE = "committee"
    OFFICIAL = "official"
    OPERATOR = "operator"


class Purpose(StrEnum):
    """Name what an event is told for; a duty is told whatever its reader likes."""

    DUTY = "duty"
    """It answers an act of its reader, or the law or the rules of a call oblige the organiser to tell it."""
    REMINDER = "reminder"
    PROGRESS = "progress"
    """How something goes on that its reader has a part in."""
    SUMMARY = "summary"
    """It names what was told for the two above in a day."""
    NEWS = "news"
    """It comes to who asked for it, and each message has a link that ends it."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Be one kind of message: whom it tells what for, and how the outbox treats it."""

    name: str
    template: str
    """Without `.txt`, below `templates`; what is written elsewhere has none."""
    audience: Audience
    purpose: Purpose = Purpose.DUTY
    priority: int = 5
    """Lower ones leave first."""
    urgent: bool = False
    """It leaves at any hour: its reader has just asked for it, or the morning would be too late."""
    secret: bool = False
    """It lets its reader in or holds what nobody else may read: it is not kept, and stands in no inbox."""
    once: bool = False
    """Nobody may get it twice: after a try that may have arrived a person decides."""
    heard: bool = False
    """Its stage is told, in the same transaction, that the mail server took it (`MessageSent`)."""
    starts_term: bool = False
    """A legal term begins with it, so it carries the signed document; all others are courtesy copies."""

    @property
    def switchable(self) -> bool:
        """Tell whether its reader may have it without e-mail."""
        return self.purpose is not Purpose.DUTY

    @property
    def may_be_digested(self) -> bool:
        """Tell whether it may wait for the message of the day."""
        return self.purpose in {Purpose.REMINDER, Purpose.PROGRESS} and not self.urgent


def register(app: Flask, events: Iterable[Event]) -> None:
    """Add events to the table; raise ValueError for a name that is there already."""
    table = app.extensions.setdefault(_KEY, {})
    for event in events:
        if event.name in table:
            raise ValueError(f"the event {event.name} is registered twice")
        table[event.name] = event


def of(name: str) -> Event:
    """Return an event; one that nobody registered is a duty, told at once, so that nothing stays untold."""
    return events().get(name) or Event(name=name, template="", audience=Audience.ANYBODY)


def events() -> Mapping[str, Event]:
    """Return all events by their names."""
    table: dict[str, Event] = current_app.extensions.get(_KEY, {})
    return table
