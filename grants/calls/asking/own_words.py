"""Which messages to who asks about a call or follows it officials may put in their own words."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from sqlalchemy import select

from grants.calls.asking.models import Question
from grants.calls.asking.tokens import token_of
from grants.calls.messages.labels import EVENTS
from grants.calls.models import Call
from grants.calls.notice_texts.fields import CALL, CALL_PAGE, CLOSES, ORGANISER, known_of, link_to, slug_of
from grants.db import db
from grants.notices.wording.editable import Editable, Field, offer

NEWS = {
    "announced": _l("A new call is announced."),
    "answered": _l("The organiser answered questions about the call. The answers stand on its page."),
    "amended": _l("The rules were amended. What changed stands on the page of the call."),
    "cancelled": _l("The call was cancelled. Why stands on its page."),
    "results": _l("The organiser published which projects are supported."),
}


def sample(call: Call, _person: object) -> dict[str, Any]:
    """Return what would be told of a call, with the question that was answered last."""
    answered = select(Question).where(Question.call_id == call.id, Question.answered_at.is_not(None))
    newest = db.session.scalars(answered.order_by(Question.answered_at.desc(), Question.id).limit(1)).first()
    return known_of(call) | ({"question": newest} if newest else {})


CONFIRM = Field(
    "link",
    _l("the link by which the address is confirmed"),
    link_to("following.confirm", follower=lambda told: token_of(told["follower"])),
    is_needed=True,
)
WHAT = Field("news", _l("what happened, in a sentence"), lambda told: NEWS[told["news"].kind.value], is_needed=True)
STOP = Field(
    "stop",
    _l("the link that ends the news"),
    link_to("following.stop", follower=lambda told: token_of(told["follower"])),
    is_needed=True,
)
QUESTION = Field("question", _l("the question, as everybody reads it"), lambda told: told["question"].shown)
ANSWER = Field(
    "answer",
    _l("the answer"),
    lambda told: Markup(told["question"].answer),  # noqa: S704  # officials write it in Markdown
    is_needed=True,
)
ANSWERS = Field("link", _l("the link to all questions and answers"), link_to("questions.index", slug=slug_of))


def init_app(app: Flask) -> None:
    """Let them be changed."""
    for event, fields in (
        ("follow_confirm", (CONFIRM, CALL, ORGANISER)),
        ("call_news", (WHAT, CALL_PAGE, STOP, CALL, CLOSES, ORGANISER)),
        ("question_answered", (ANSWER, QUESTION, ANSWERS, CALL, ORGANISER)),
    ):
        offer(app, Editable(event, EVENTS[event], fields, sample))
