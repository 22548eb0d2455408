"""What pages read of questions."""

import uuid
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from grants.calls.asking.models import Follower, Question
from grants.calls.models import Call
from grants.db import db, page_count

PAGE = 50
"""How many questions one page lists."""
MOST_BESIDE = 5
"""How many answers stand on the page of a call."""

Raw = dict[str, Any]


class Answers(NamedTuple):
    """Be one page of the questions that were answered, the newest first."""

    questions: list[Question]
    number: int
    pages: int


def answers_of(call: Call, number: int = 1) -> Answers:
    """Return a page of what was asked and answered; raise NotFound beyond its end."""
    answered = (Question.call_id == call.id, Question.answered_at.is_not(None))
    count = db.session.scalar(select(func.count()).where(*answered)) or 0
    pages = page_count(count, number, PAGE)
    query = select(Question).where(*answered).order_by(Question.answered_at.desc(), Question.id)
    return Answers(list(db.session.scalars(query.limit(PAGE).offset((number - 1) * PAGE))), number, pages)


def newest_answers(call: Call) -> list[Question]:
    """Return the newest answers of a call, one more than its page shows."""
    query = select(Question).where(Question.call_id == call.id, Question.answered_at.is_not(None))
    return list(db.session.scalars(query.order_by(Question.answered_at.desc(), Question.id).limit(MOST_BESIDE + 1)))


def waiting_questions(call: Call) -> list[Question]:
    """Return the questions of a call that wait, the oldest first."""
    query = select(Question).where(Question.call_id == call.id, Question.waits)
    return list(db.session.scalars(query.order_by(Question.asked_at, Question.id).limit(PAGE)))


def waiting_in(organisers: Collection[uuid.UUID], calls: Collection[uuid.UUID]) -> list[tuple[str, Raw, int]]:
    """Return address, title and number of waiting questions of the calls of these organisers, or of these, with any."""
    query = (
        select(Call.slug, Call.title, func.count())
        .join(Question, Question.call_id == Call.id)
        .where(or_(Call.organiser_id.in_(organisers), Call.id.in_(calls)), Question.waits)
        .group_by(Call.id, Call.slug)
        .order_by(func.min(Question.asked_at))
    )
    return [(slug, title, count) for slug, title, count in db.session.execute(query.limit(PAGE))]


def count_followers(call: Call) -> int:
    """Return how many addresses hear news of a call."""
    return _count(Follower.call_id == call.id)


def count_followers_of_programme(call: Call) -> int:
    """Return how many addresses hear of new calls of the programme of a call."""
    return _count(Follower.follows_programme_of(call))


def _count(following: ColumnElement[bool]) -> int:
    confirmed = Follower.confirmed_at.is_not(None)
    return db.session.scalar(select(func.count()).where(following, confirmed)) or 0


def count_waiting(call: Call) -> int:
    """Return how many questions of a call wait."""
    return db.session.scalar(select(func.count()).where(Question.call_id == call.id, Question.waits)) or 0
