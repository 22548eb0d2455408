"""Which applications wait for which official to be checked, and the next one."""

import uuid
from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from grants.accounts.models import Person
from grants.applications.models import Application, ApplicationState
from grants.applications.stretches import first_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.checkers.queries import is_given_to_another
from grants.evaluation.models import CheckAnswer, Declaration
from grants.evaluation.standings import own_to


def awaiting(stored: Mapping[str, CheckAnswer], person: Person) -> dict[str, CheckAnswer]:
    """Return the answers that a second official has to confirm and this one may: nobody confirms their own."""
    return {
        code: answer
        for code, answer in stored.items()
        if answer.confirmed_at is None and answer.answered_by_id != person.id
    }


def next_waiting(person: Person, call: Call, after: Application | None = None) -> uuid.UUID | None:
    """Return the next application that waits for an official, beginning anew after the last."""
    return first_of(select(Application.id).where(Application.call_id == call.id, waits_for(person, call)), after)


def count_waiting(person: Person, call: Call) -> int:
    """Count the applications of a call that wait for an official."""
    waiting = select(func.count(Application.id)).where(Application.call_id == call.id, waits_for(person, call))
    return db.session.scalar(waiting) or 0


def waits_for(person: Person, call: Call) -> ColumnElement[bool]:
    """Return whether an application of a query waits for an official: given to them, or to nobody who can check it.

    What a second official confirms waits for all but the one who answered.
    """
    rules = rules_of(call)
    waiting = and_(Application.state == ApplicationState.SUBMITTED, ~is_given_to_another(person))
    if rules.committee.checks_by_two:
        of_application = CheckAnswer.application_id == Application.id
        answered = select(func.count(CheckAnswer.id)).where(of_application).scalar_subquery()
        others = or_(CheckAnswer.answered_by_id.is_(None), CheckAnswer.answered_by_id != person.id)
        to_confirm = exists().where(of_application, CheckAnswer.confirmed_at.is_(None), others)
        looked_at = Application.state.in_((ApplicationState.SUBMITTED, ApplicationState.CHECKED))
        waiting = or_(and_(waiting, answered < len(rules.checks)), and_(looked_at, to_confirm))
    return and_(waiting, ~closed_to(person))


def closed_to(person: Person) -> ColumnElement[bool]:
    """Return whether an application of a query is an official's own, or in conflict with them."""
    declared = Declaration.application_id == Application.id, Declaration.evaluator_id == person.id
    return or_(own_to(person), exists().where(*declared, Declaration.conflict))
