"""When things happen in a call."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from grants.calls.rules.limits import MAX_EXTENSION_DAYS, MAX_GRACE_SECONDS, MAX_REPORT_DAYS
from grants.calls.rules.parts.base import Document
from grants.calls.rules.values import Count, Day, Instant, Line, Months, PositiveCount, Reserved, Text, Zone


class Clarification(Document):
    """Say how long an applicant has to answer a request for clarification, counted from deemed notification."""

    days: Annotated[PositiveCount, Field(le=366)]
    unit: Literal["working", "calendar"]
    rounds: Annotated[Count, Field(le=20)]


class Contest(Document):
    """Say how, where and for how long a decision can be contested; without it the term grows to a year."""

    months: Months
    kind: Literal["contest", "appeal"]
    to: Line


class Event(Document):
    """Announce an information event of the call."""

    title: Text
    starts_at: Instant
    place: Line


class Implementation(Document):
    """Bound the time in which supported projects run, and how many months one may take."""

    from_: Day = Field(alias="from")
    until: Day
    min_months: Months
    max_months: Months
    report_days: Annotated[PositiveCount, Field(le=MAX_REPORT_DAYS)] | None = None
    """How many days after the last of them the report on a project is due; nobody is reminded where nothing is said."""

    @property
    def report_until(self) -> date | None:
        """Return the last day on which the report on a project is in time, if the rules name one."""
        return None if self.report_days is None else self.until + timedelta(days=self.report_days)


class Schedule(Document):
    """Hold every date of the call; open and closed follow from it and the clock."""

    timezone: Zone
    published_at: Instant
    opens_at: Instant
    closes_at: Instant
    questions_until: Instant
    grace_seconds: Annotated[int, Field(strict=True, ge=0, le=MAX_GRACE_SECONDS)] = 0
    individual_extension_days: Annotated[PositiveCount, Field(le=MAX_EXTENSION_DAYS)] | None = None
    """By how many days at most the deadline can be moved for one applicant; not at all where nothing is said."""
    clarification: Clarification | None = None
    evaluation_due_at: Instant
    decision_due_at: Instant
    contest: Contest | None = None
    events: tuple[Event, ...] = Field(default=(), max_length=50)
    implementation: Implementation
    rounds: Reserved = None


class Channel(Document):
    """Name a way in which applications arrive."""

    kind: Literal["online", "post", "email", "in_person"]
    until: Instant | None = None
    counts: Literal["postmark", "arrival"] | None = None
