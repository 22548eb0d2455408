"""What is read of clarifications: the thread of an application, its term, and the questions that are open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from grants.applications.form.typed import is_empty, shaped
from grants.applications.models import Application, ApplicationState, Clarification
from grants.applications.questions import stored_words
from grants.applications.reading import rules_for
from grants.applications.wording import question_label
from grants.calls.models import Stage
from grants.calls.rules.document import FormField, Rules, Section
from grants.db import db
from grants.workdays import after_working_days, next_working_day, notified_on

CLARIFIABLE = frozenset({ApplicationState.SUBMITTED, ApplicationState.CHECKED})
CODE = "clarification"


@dataclass(frozen=True)
class Compared:
    """Show one answer before and after a clarification, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Round:
    """Show one request and what came of it."""

    asked: Clarification
    questions: list[str]
    compared: list[Compared]


def clarifications_of(application: Application) -> list[Clarification]:
    """Return the requests to clarify an application, the first one first."""
    query = select(Clarification).where(Clarification.application_id == application.id)
    return list(db.session.scalars(query.order_by(Clarification.round)))


def open_clarification(application: Application) -> Clarification | None:
    """Return the request that an answer is waited for."""
    return next((each for each in clarifications_of(application) if each.is_open), None)


def terms_among(applications: Collection[Application]) -> dict[UUID, datetime]:
    """Return by when those of some applications have to be clarified that wait for it."""
    if not applications:
        return {}
    open_now = select(Clarification.application_id, Clarification.due_at).where(
        Clarification.application_id.in_([one.id for one in applications]),
        Clarification.answered_at.is_(None),
        Clarification.missed_at.is_(None),
    )
    return dict(db.session.execute(open_now).all())


def rounds_of(application: Application) -> list[Round]:
    """Return the thread of an application, ready to be shown; one statement."""
    rules = rules_for(application)
    return [
        Round(each, [question_label(code, rules) for code in each.fields], list(_compared(each, rules)))
        for each in clarifications_of(application)
    ]


def rounds_left(application: Application) -> int:
    """Return how often clarification can still be asked for now; none where the rules or the moment do not allow it."""
    term = rules_for(application).schedule.clarification
    asks_now = application.call.stage is Stage.CHECKING and application.state in CLARIFIABLE
    if term is None or not asks_now:
        return 0
    return max(term.rounds - len(clarifications_of(application)), 0)


def term_of(rules: Rules, asked_at: datetime) -> tuple[date, datetime]:
    """Return the day on which a request counts as notified, and the first moment that is too late to answer it.

    A term in calendar days that would end on a day of rest ends on the next working day. Source: Administratīvā procesa
    likums, its sections on terms.
    """
    term, zone = rules.schedule.clarification, ZoneInfo(rules.schedule.timezone)
    notified = notified_on(asked_at.astimezone(zone).date())
    days = term.days if term else 0
    is_working = term is not None and term.unit == "working"
    last = after_working_days(notified, days) if is_working else next_working_day(notified + timedelta(days=days))
    return notified, datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)


def askable_fields(rules: Rules) -> list[FormField]:
    """Return the questions that can be asked about: all but notes."""
    return [field for field in rules.fields if field.type != "static_text"]


def open_section(clarification: Clarification, rules: Rules) -> Section:
    """Return a section of the questions that are open, whatever they depend on."""
    opened = (field for field in rules.fields if field.code in clarification.fields)
    fields = [field.model_copy(update={"show_if": None}) for field in opened]
    return Section(code=CODE, title={}, fields=tuple(fields))


def _compared(clarification: Clarification, rules: Rules) -> list[Compared]:
    if clarification.answered_at is None:
        return []
    fields = {field.code: field for field in rules.fields}
    return [
        Compared(
            question_label(code, rules),
            _words(fields.get(code), clarification.before, code),
            _words(fields.get(code), clarification.after, code),
        )
        for code in clarification.fields
        if code in clarification.before or code in clarification.after
    ]


def _words(field: FormField | None, answers: Mapping[str, Any], code: str) -> str:
    answer = answers.get(code)
    if field is None or field.type == "file":
        return ", ".join(answer or ())
    return "" if is_empty(shaped(field, answer)) else stored_words(field, answer)
