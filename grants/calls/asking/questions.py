"""Use cases of questions: ask, write down what was asked elsewhere, answer for everybody, set aside."""

import uuid

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.emails import normalised
from grants.accounts.models import Person
from grants.calls.asking import notices
from grants.calls.asking.models import AskedBy, NewsKind, Question
from grants.calls.asking.news import tell_soon
from grants.calls.asking.queries import count_waiting
from grants.calls.models import Call, Stage
from grants.calls.phase import takes_questions
from grants.calls.queries import rules_of
from grants.calls.services.locking import lock
from grants.db import db, take_turns
from grants.errors import Closed, Conflict, NotFound
from grants.journal.services import record

MAX_QUESTION = 2_000
MAX_ANSWER = 5_000
MAX_WAITING = 200
"""How many questions of a call may wait for an answer before the page takes no more."""


def can_be_asked(call: Call) -> bool:
    """Tell whether questions are taken at this moment: from the announcement until the day the rules name."""
    now = clock.now()
    return takes_questions(call.phase_at(now), rules_of(call).schedule.questions_until, now)


def ask(*, call: Call, words: str, email: str, language: str) -> Question:
    """Take a question of anybody; raise Closed when none are taken, Conflict when too many wait.

    The same words again while they wait are the same question: buttons are pressed twice.
    """
    take_turns(f"ask {call.id}")
    call = lock(call.id, exclusive=False)
    if not can_be_asked(call):
        raise Closed(_("Questions are not taken any more. Write to the organiser."))
    same = _same(call, words)
    if same:
        return same
    if count_waiting(call) >= MAX_WAITING:
        raise Conflict(_("Very many questions wait for an answer. Write to the organiser."))
    return _asked(
        Question(call_id=call.id, asked=words, email=normalised(email) if email else "", language=language), None
    )


def write_down(*, call: Call, words: str, came_by: AskedBy, actor: Person) -> Question:
    """Keep a question that came by another way, so that its answer reaches everybody; raise Conflict for a draft."""
    take_turns(f"ask {call.id}")
    call = lock(call.id, exclusive=False)
    if call.stage is Stage.DRAFT:
        raise Conflict(_("The call is not published yet."))
    same = _same(call, words)
    return same or _asked(Question(call_id=call.id, asked=words, came_by=came_by, language=actor.language), actor)


def answer(*, question: Question, shown: str, words: str, actor: Person) -> Question:
    """Publish a question and its answer, or correct them; whoever asked and whoever follows the call is told once."""
    call = lock(question.call_id, exclusive=True)
    db.session.refresh(question)
    if (question.shown, question.answer) == (shown, words) and question.answered_at:
        return question
    first = question.answered_at is None
    question.shown, question.answer = shown, words
    question.answered_at = question.answered_at or clock.now()
    question.answered_by_id, question.set_aside_at = actor.id, None
    call.answers_revision += 1
    _note("question.answered" if first else "question.corrected", question, actor)
    if first:
        notices.answered(question, call)
        tell_soon(call, NewsKind.ANSWERED)
    question.email = ""  # its purpose is fulfilled
    db.session.flush()
    return question


def set_aside(*, question: Question, actor: Person) -> Question:
    """Leave a question without a public answer, and forget who asked; raise Conflict once it was answered."""
    lock(question.call_id, exclusive=False)
    db.session.refresh(question, with_for_update=True)
    if question.answered_at is not None:
        raise Conflict(_("This question was answered already. Its answer can be corrected."))
    if question.set_aside_at is None:
        question.set_aside_at, question.email = clock.now(), ""
        _note("question.set_aside", question, actor)
    return question


def question_in(call: Call, question_id: uuid.UUID) -> Question:
    """Return a question about a call; raise NotFound."""
    question = db.session.get(Question, question_id)
    if question is None or question.call_id != call.id:
        raise NotFound
    return question


def _same(call: Call, words: str) -> Question | None:
    same = select(Question).where(Question.call_id == call.id, Question.asked == words, Question.waits)
    return db.session.scalars(same).first()


def _asked(question: Question, actor: Person | None) -> Question:
    question.asked_at, question.entered_by_id = clock.now(), actor.id if actor else None
    db.session.add(question)
    db.session.flush()
    _note("question.asked", question, actor)
    return question


def _note(action: str, question: Question, actor: Person | None) -> None:
    record(
        action=action,
        subject=question,
        actor=actor,
        call_id=question.call_id,
        details={"came_by": question.came_by.value},
    )
