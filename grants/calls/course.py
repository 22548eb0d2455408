"""The way of a call after its deadline in a few steps, each told by the stage that knows it.

A step is done, or the one to be done now, or comes later. Only the step of now has a button: what is left in it, or,
once nothing is, the act that leads the call on. Rules that do not need a step leave it out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flask import Flask, current_app
from markupsafe import Markup

from grants.calls.models import Call
from grants.calls.phase import Phase
from grants.calls.reasons import Reason
from grants.calls.rules.document import Rules

_KEY = "grants.calls.course"
BEFORE = frozenset({Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN, Phase.CANCELLED})
"""Phases in which a call is not on this way: before the deadline, or ended for good."""

Link = tuple[str, str]
"""Words and address."""


class Standing(StrEnum):
    """Name how a step stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Be one step: what it is called, what is left of it, by when, who has it, and where it is done."""

    title: str
    is_done: bool
    left: str = ""
    """How much is done or left, in words."""
    due_at: datetime | None = None
    who: str = ""
    """Who has it, in words."""
    act: Link | None = None
    """What the reader does next in it; nothing where it waits for others or is complete."""
    links: Sequence[Link] = ()
    details: str | Markup = ""
    anchor: str = ""
    standing: Standing = Standing.LATER


Provider = Callable[[Call, Rules, Sequence[Reason]], Iterable[Step]]
"""Takes what the call still lacks before it is led on."""


def offer_steps(app: Flask, provider: Provider, *, order: int) -> None:
    """Let a stage tell its steps of the way of a call; `order` says when they are taken."""
    offered = app.extensions.setdefault(_KEY, [])
    offered.append((order, provider))
    offered.sort(key=lambda each: each[0])


def course_of(call: Call, rules: Rules, missing: Sequence[Reason]) -> list[Step]:
    """Return the steps of a call in their order; the first that is not done is the one of now."""
    offered: list[tuple[int, Provider]] = current_app.extensions.get(_KEY, [])
    return in_order([step for _order, provider in offered for step in provider(call, rules, missing)])


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Return steps with how each stands: what is done before the first open one, that one, and the rest."""
    placed: list[Step] = []
    for step in steps:
        is_behind = all(each.standing is Standing.DONE for each in placed)
        standing = Standing.DONE if step.is_done and is_behind else Standing.NOW if is_behind else Standing.LATER
        placed.append(replace(step, standing=standing))
    return placed
