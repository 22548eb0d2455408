"""Which applications wait for which official to be checked: a queue, its filter, and the next one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.stretches import Stretch, first_of, stretch_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation import queries
from grants.evaluation.models import CheckAnswer, Declaration
from grants.evaluation.policies import OUT_OF_JUDGEMENT
from grants.evaluation.standings import own_to


@dataclass(frozen=True)
class Queue:
    """Hold one page of the applications of a call with their answers, and which of them are closed to the reader."""

    stretch: Stretch
    answers: queries.ById
    closed: set[uuid.UUID]
    """Their own, and those with which they declared a conflict of interest."""


def awaiting(stored: Mapping[str, CheckAnswer], person: Person) -> dict[str, CheckAnswer]:
    """Return the answers that a second official has to confirm and this one may: nobody confirms their own."""
    return {
        code: answer
        for code, answer in stored.items()
        if answer.confirmed_at is None and answer.answered_by_id != person.id
    }


def queue_of(
    person: Person, call: Call, *, mine: bool, after: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> Queue:
    """Return a page of what is checked in a call, or of what waits for one official, in the order of submission."""
    wanted = select(Application).where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT))
    if mine:
        wanted = wanted.where(_waits_for(person, call))
    stretch = stretch_of(wanted, call.id, after=after, before=before)
    ids = [each.id for each in stretch.items]
    closed = db.session.scalars(select(Application.id).where(Application.id.in_(ids), _closed_to(person)))
    return Queue(stretch, queries.checks_for(ids), set(closed))


def next_waiting(person: Person, call: Call, after: Application | None = None) -> uuid.UUID | None:
    """Return the next application that waits for an official, beginning anew after the last."""
    return first_of(select(Application.id).where(Application.call_id == call.id, _waits_for(person, call)), after)


def count_waiting(person: Person, call: Call) -> int:
    """Count the applications of a call that wait for an official."""
    waiting = select(func.count(Application.id)).where(Application.call_id == call.id, _waits_for(person, call))
    return db.session.scalar(waiting) or 0


def _waits_for(person: Person, call: Call) -> ColumnElement[bool]:
    rules = rules_of(call)
    waiting = Application.state == ApplicationState.SUBMITTED
    if rules.committee.checks_by_two:
        of_application = CheckAnswer.application_id == Application.id
        answered = select(func.count(CheckAnswer.id)).where(of_application).scalar_subquery()
        others = or_(CheckAnswer.answered_by_id.is_(None), CheckAnswer.answered_by_id != person.id)
        to_confirm = exists().where(of_application, CheckAnswer.confirmed_at.is_(None), others)
        looked_at = Application.state.in_((ApplicationState.SUBMITTED, ApplicationState.CHECKED))
        waiting = or_(and_(waiting, answered < len(rules.checks)), and_(looked_at, to_confirm))
    return and_(waiting, ~_closed_to(person))


def _closed_to(person: Person) -> ColumnElement[bool]:
    declared = Declaration.application_id == Application.id, Declaration.evaluator_id == person.id
    return or_(own_to(person), exists().where(*declared, Declaration.conflict))
