"""What people who asked or who follow are told by e-mail."""

from typing import Any

from grants.accounts.models import Person
from grants.calls.asking.models import Follower, News, Question
from grants.calls.asking.tokens import token_of
from grants.calls.models import Call
from grants.notices.register import Audience, Event, Purpose
from grants.notices.rendering import public_address
from grants.notices.services import queue

EVENTS = (
    Event(name="follow_confirm", template="calls/notices/follow_confirm", audience=Audience.ANYBODY, urgent=True),
    Event(
        name="call_news", template="calls/notices/news", audience=Audience.FOLLOWER, purpose=Purpose.NEWS, priority=7
    ),
    Event(name="question_answered", template="calls/notices/question_answered", audience=Audience.ANYBODY),
)


def confirm(follower: Follower, call: Call) -> None:
    """Ask whether an address wants news."""
    queue(
        event="follow_confirm",
        subject_id=follower.id,
        person=_to(follower.email, follower.language),
        template="calls/notices/follow_confirm",
        **_about(call, follower=follower, token=token_of(follower)),
    )


def news(follower: Follower, told: News, call: Call) -> None:
    """Tell a follower something, with the link that ends it."""
    queue(
        event="call_news",
        subject_id=told.id,
        person=_to(follower.email, follower.language),
        template="calls/notices/news",
        unsubscribe_url=str(public_address("following.stop", follower=token_of(follower))),
        **_about(call, news=told, follower=follower, token=token_of(follower)),
    )


def answered(question: Question, call: Call) -> None:
    """Send an answer to whoever asked and left an address."""
    if question.email:
        queue(
            event="question_answered",
            subject_id=question.id,
            person=_to(question.email, question.language),
            template="calls/notices/question_answered",
            **_about(call, question=question),
        )


def _to(email: str, language: str) -> Person:
    """Return somebody to write to who has no account."""
    return Person(email=email, name="", language=language)


def _about(call: Call, **context: object) -> dict[str, Any]:
    return {
        "context": {"call": call, "organiser": call.organiser, **context},
        "call_id": call.id,
        "reply_to": call.organiser.email,
    }
