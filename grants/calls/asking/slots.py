"""What questions and answers show on the pages of a call."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from grants import clock
from grants.calls.asking.queries import (
    MOST_BESIDE,
    count_followers,
    count_followers_of_programme,
    count_waiting,
    newest_answers,
)
from grants.calls.memory import Memory
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase, takes_questions
from grants.calls.rules.document import Rules
from grants.web.languages import language

FOLLOWED = frozenset(Stage) - {Stage.DRAFT, Stage.RESULTS_PUBLISHED, Stage.CANCELLED}
"""Stages of which news are still to come."""

_rendered: Memory[tuple[object, ...], Markup] = Memory(128)


def on_call_page(call: Call, rules: Rules, phase: Phase) -> dict[str, Any] | None:
    """Show the newest answers, where to ask and how to follow; rendered once until something in it changes."""
    asks = takes_questions(phase, rules.schedule.questions_until, clock.now())
    follows = call.stage in FOLLOWED
    if not (asks or follows or call.answers_revision):
        return None

    def render() -> Markup:
        shown = {"answers": newest_answers(call), "most": MOST_BESIDE, "asks": asks, "follows": follows}
        page = render_template("calls/asking/answers.html", call=call, **shown)
        return Markup(page)  # noqa: S704  # a rendered template

    key = (call.id, call.rules_digest, call.answers_revision, asks, follows, language())
    return {"rendered": _rendered.get(key, render)}


def on_office_page(call: Call, **_context: object) -> dict[str, Any] | None:
    """Lead officials to the questions of a published call."""
    return None if call.stage is Stage.DRAFT else {"waiting": count_waiting(call)}


def followers_told(call: Call, **_context: object) -> dict[str, Any] | None:
    """Say before something happens to a call how many addresses that follow it are told."""
    followers = count_followers(call)
    return {"followers": followers} if followers else None


def announced_to(call: Call) -> dict[str, Any] | None:
    """Say before a call is announced how many addresses hear of it because they follow its programme."""
    followers = count_followers_of_programme(call) if call.listed else 0
    return {"followers": followers} if followers else None
