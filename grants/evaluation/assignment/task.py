"""What is to be assigned and what comes of it, in the terms of a call."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

Pair = tuple[UUID, UUID]
"""An application and an evaluator."""


class Goal(StrEnum):
    """Name what a plan is the best at."""

    WORST_OFF = "worst_off"
    """The application with the least fitting evaluators first, then the total."""
    TOTAL = "total"


class Wish(StrEnum):
    """Name what an evaluator says of an application they may be given."""

    WANT = "want"
    CAN = "can"
    RATHER_NOT = "rather_not"


@dataclass(frozen=True)
class Wanted:
    """Be an application and how many evaluators it is to have, settled ones included."""

    id: UUID
    places: int
    themes: frozenset[str] = frozenset()
    language: str = ""


@dataclass(frozen=True)
class Judge:
    """Be an evaluator, what they are at home in, and how many applications they take at most; None is any number."""

    id: UUID
    most: int | None = None
    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    wishes: Mapping[UUID, Wish] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """Hold all that a plan follows from.

    `settled` pairs stay, whatever else: their sheets are begun or submitted. `kept` pairs are assigned now. Of `barred`
    pairs none is ever assigned.
    """

    applications: tuple[Wanted, ...]
    judges: tuple[Judge, ...]
    barred: Collection[Pair] = frozenset()
    settled: Collection[Pair] = frozenset()
    kept: Collection[Pair] = frozenset()


@dataclass(frozen=True)
class Lack:
    """Tell of an application how many places stay open, and why those who could fill them do not.

    `barred` do not judge it, `full` take no more; there is nobody else.
    """

    application: UUID
    missing: int
    barred: int
    full: int


@dataclass(frozen=True)
class Plan:
    """Be who scores what: `pairs` are all of it, by application in the order of the task and then by evaluator."""

    pairs: tuple[Pair, ...]
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    loads: Mapping[UUID, int]
    affinities: Mapping[UUID, int]
    """How well what each application gets fits it."""
    lacks: tuple[Lack, ...]
    total: int
    is_proved: bool
    """Whether no other plan is better; a large worst-off plan is improved, not proved."""

    @property
    def digest(self) -> str:
        """Return what tells this plan from every other: who scores what in the end, whatever changes for it."""
        told = "\n".join(f"{application} {evaluator}" for application, evaluator in self.pairs)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def worst(self) -> int | None:
        """Return the affinity of the worst-off application; None without any."""
        return min(self.affinities.values(), default=None)

    @property
    def worst_off(self) -> list[UUID]:
        """Return the applications that are the worst off."""
        return [application for application, affinity in self.affinities.items() if affinity == self.worst]
