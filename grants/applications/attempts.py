"""Every press of “Submit”, with what came of it: shown to the applicant, and counted for the officials."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Person
from grants.applications.labels import OUTCOMES
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.wording import question_label
from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.queries import rules_of
from grants.db import db
from grants.journal.models import Entry

SUBMITTED, REFUSED = "application.submitted", "application.submission_refused"
FAILED = "error"
"""The reason in the evidence of a try that our own fault refused."""
MAX_ATTEMPTS = 50
"""Presses of one application that a page shows, the latest first."""
LAST_HOURS = timedelta(hours=6)
"""How long before the deadline the presses of all applicants are counted."""


@dataclass(frozen=True)
class Attempt:
    """Be one press of the button: when, what came of it, and which questions were not right."""

    at: datetime
    outcome: str
    was_received: bool
    questions: list[str]


@dataclass(frozen=True)
class Figures:
    """Count the presses of all applicants in the last hours before a deadline."""

    since: datetime
    received: int
    refused: list[tuple[str, int]]
    failed: int

    @property
    def pressed(self) -> int:
        """Return how often the button was pressed."""
        return self.received + self.failed + sum(count for _words, count in self.refused)

    @property
    def percent_failed(self) -> int:
        """Return how many of a hundred presses failed by a fault of ours, rounded up."""
        return -(-100 * self.failed // self.pressed) if self.pressed else 0


def attempts_of(application: Application) -> list[Attempt]:
    """Return every press of “Submit” in an application, the latest first, at most MAX_ATTEMPTS. One statement."""
    found = (
        select(Entry)
        .where(Entry.subject_id == application.id, Entry.action.in_((SUBMITTED, REFUSED)))
        .order_by(Entry.recorded_at.desc(), Entry.id.desc())
        .limit(MAX_ATTEMPTS)
    )
    return [_attempt(entry, application) for entry in db.session.scalars(found)]


def figures_of(call: Call) -> Figures | None:
    """Count the presses in the last hours before the deadline; nothing before them, or once checking began."""
    now = clock.now()
    since = call.closes_at - LAST_HOURS
    if call.phase_at(now) not in (Phase.OPEN, Phase.CLOSED) or now < since:
        return None
    reason = Entry.details["reason"].as_string()
    counted = (
        select(Entry.action, reason, func.count())
        .where(Entry.chain == str(call.id), Entry.recorded_at >= since, Entry.action.in_((SUBMITTED, REFUSED)))
        .group_by(Entry.action, reason)
    )
    counts: Counter[str] = Counter()
    for action, why, count in db.session.execute(counted):
        counts["" if action == SUBMITTED else why or FAILED] += count
    refused = [(str(OUTCOMES[why]), counts[why]) for why in OUTCOMES if counts[why] and why not in ("", FAILED)]
    return Figures(since, counts[""], refused, counts[FAILED])


def hit_by_faults(call: Call) -> set[str]:
    """Return the addresses of those who lead a draft that a fault of ours kept from being submitted."""
    failed = select(Entry.subject_id).where(
        Entry.chain == str(call.id),
        Entry.action == REFUSED,
        Entry.recorded_at >= call.closes_at - LAST_HOURS,
        Entry.details["reason"].as_string() == FAILED,
    )
    unsent = (ApplicationState.DRAFT, ApplicationState.NOT_SUBMITTED)
    leading = (
        select(Person.email)
        .join(ApplicationMember, ApplicationMember.person_id == Person.id)
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(ApplicationMember.leads, Application.state.in_(unsent), Application.id.in_(failed))
    )
    return set(db.session.scalars(leading))


def _attempt(entry: Entry, application: Application) -> Attempt:
    details: Mapping[str, Any] = entry.details
    if entry.action == SUBMITTED:
        return Attempt(entry.recorded_at, _("received"), was_received=True, questions=[])
    rules = rules_of(application.call)
    codes = details.get("fields", [])
    words = str(OUTCOMES.get(details.get("reason", ""), OUTCOMES[FAILED]))
    return Attempt(
        entry.recorded_at, words, was_received=False, questions=[question_label(code, rules) for code in codes]
    )
