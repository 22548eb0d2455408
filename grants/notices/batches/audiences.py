"""The sets of people that can be written to. Each stage knows its own and offers them; here they are only named."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from grants.accounts.models import Person
from grants.errors import NotFound

_KEY = "grants.notices.audiences"
_BARRIERS = "grants.notices.barriers"

BarredIn = Callable[[Person, uuid.UUID], set[uuid.UUID]]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Be one person of a set, and what is written to them about."""

    target_id: uuid.UUID
    """An application, or the person themselves where no application is meant."""
    application_id: uuid.UUID | None
    person: Person | None
    """None for an applicant nobody with an address works for."""
    label: str
    """What the list calls the target, such as a reference."""
    fill: Callable[[], Mapping[str, str]]
    """Say what the placeholders stand for; asked only for who is really written to or looked at."""

    @property
    def key(self) -> str:
        """Name the recipient within a batch."""
        return key_of(self.target_id, self.person.id if self.person else None)

    @property
    def is_reached(self) -> bool:
        """Tell whether there is an address to write to."""
        return self.person is not None and not self.person.is_guest


Find = Callable[[uuid.UUID, Person, Collection[uuid.UUID] | None], Sequence[Recipient]]
"""Given a call, who writes, and if only some are wanted their targets; in an order that stays."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Be a set of people of a call."""

    code: str
    title: object
    find: Find
    placeholders: tuple[str, ...]
    is_offered: Callable[[uuid.UUID], bool] = lambda _call_id: True
    """Whether officials may write to it now: nobody may learn an outcome from being in a set."""
    is_listed: bool = True
    """False for what is chosen elsewhere, one by one, and not among the sets."""
    caution: object = ""
    """What its readers learn by being written to, if anything, in words for who writes."""


def offer_audience(app: Flask, audience: Audience) -> None:
    """Let officials write to a set of people."""
    app.extensions.setdefault(_KEY, {})[audience.code] = audience


def audiences_of(call_id: uuid.UUID) -> list[Audience]:
    """Return the sets that officials of a call may write to now, in the order in which they were offered."""
    known: dict[str, Audience] = current_app.extensions.get(_KEY, {})
    return [audience for audience in known.values() if audience.is_listed and audience.is_offered(call_id)]


def audience_of(code: str, call_id: uuid.UUID) -> Audience:
    """Return a set by its code; raise NotFound for one that is not offered in the call now."""
    known: dict[str, Audience] = current_app.extensions.get(_KEY, {})
    found = known.get(code)
    if found is None or not found.is_offered(call_id):
        raise NotFound
    return found


def known_audience(code: str) -> Audience:
    """Return a set by its code, whether or not anybody may begin to write to it now."""
    known: dict[str, Audience] = current_app.extensions[_KEY]
    return known[code]


def offer_barrier(app: Flask, barred: BarredIn) -> None:
    """Let a stage say which applications of a call are closed to an official: what is sent about them as well."""
    app.extensions.setdefault(_BARRIERS, []).append(barred)


def barred_in(person: Person, call_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the applications of a call that are closed to an official; one statement a stage."""
    barriers: list[BarredIn] = current_app.extensions.get(_BARRIERS, [])
    return set().union(*(barred(person, call_id) for barred in barriers))


def key_of(target_id: object, person_id: object) -> str:
    """Name a recipient by the two ids."""
    return f"{target_id}:{person_id or ''}"
