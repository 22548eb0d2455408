"""The phase of a call: what was stored, seen by the clock.

Officials move a call by its stored `Stage`; while it is published, its schedule and the clock alone decide whether it
is announced, open or closed; and once it is decided, whether the moment chosen for its results has come.
`queries.phase_column` is the same function in SQL, held equal by a test.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict


class Stage(StrEnum):
    """Name the stored phases of a call; announced, open and closed follow from the clock while it is published."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CHECKING = "checking"
    SCORING = "scoring"
    DELIBERATION = "deliberation"
    DECIDED = "decided"
    RESULTS_PUBLISHED = "results_published"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """Name how far a call has come in the eyes of everybody; a published call not announced yet still is a draft."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    CHECKING = "checking"
    SCORING = "scoring"
    DELIBERATION = "deliberation"
    DECIDED = "decided"
    RESULTS_PUBLISHED = "results_published"
    CANCELLED = "cancelled"


class Schedule(TypedDict):
    """Hold what the clock is compared with."""

    published_at: datetime
    opens_at: datetime
    closes_at: datetime
    grace_seconds: int
    results_at: datetime | None


CLOSING_MARGIN = timedelta(seconds=90)
"""How long after the last moment the closing waits: longer than any request that arrived in time can still take."""


def accepts_until(closes_at: datetime, grace_seconds: int) -> datetime:
    """Return the first moment that is too late: the deadline and the grace the rules grant after it."""
    return closes_at + timedelta(seconds=grace_seconds)


def takes_questions(phase: Phase, questions_until: datetime, now: datetime) -> bool:
    """Tell whether questions are taken: from the announcement until the moment the rules name, the deadline at most."""
    return phase in {Phase.ANNOUNCED, Phase.OPEN} and now < questions_until


def phase_of(
    stage: Stage,
    *,
    published_at: datetime,
    opens_at: datetime,
    closes_at: datetime,
    grace_seconds: int,
    results_at: datetime | None,
    now: datetime,
) -> Phase:
    """Return the phase at a moment; a bound belongs to what it begins, so what arrives at the deadline is late."""
    if stage is Stage.DECIDED and results_at is not None and now >= results_at:
        return Phase.RESULTS_PUBLISHED
    if stage is not Stage.PUBLISHED:
        return Phase(stage.value)
    if now < published_at:
        return Phase.DRAFT
    if now < opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if now < accepts_until(closes_at, grace_seconds) else Phase.CLOSED
