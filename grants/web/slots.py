"""Named places on shared pages that later stages fill, so that an earlier stage never imports a later one.

A slot is filled with a template and a function that gives it what it shows, or nothing when it has nothing to show.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Flask, current_app, render_template
from markupsafe import Markup
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from grants import clock
from grants.db import db
from grants.web.ordering import in_order

if TYPE_CHECKING:
    from grants.accounts.models import Person

_SLOTS = "grants.slots"
_TASKS = "grants.tasks"
_ARRIVALS = "grants.arrivals"

Provider = Callable[..., dict[str, Any] | None]
TaskProvider = Callable[["Person"], "list[Task]"]

PERSON: BindParameter[UUID] = bindparam("person_id")
ORGANISERS: BindParameter[UUID] = bindparam("organiser_ids", expanding=True)
CALLS: BindParameter[UUID] = bindparam("call_ids", expanding=True)
"""Whose tasks are asked for, and the organisers and the calls in which they have or had a role: for `where` below."""
SOON = timedelta(days=7)
"""What is due later stands below what has no date."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """Tell a person one thing that waits for them: what, where, and by when."""

    title: str
    url: str
    detail: str = ""
    due_at: datetime | None = None
    until: str = ""
    """What the date is of, where the title does not say."""
    lasts: timedelta | None = None
    """How long something takes that begins at `due_at`; without it, something is due until then."""
    waits: bool = True
    """False for what is only there to look at: it stands below what waits."""
    place: bool = False
    """Whether it is always there, whatever happens: such places stand last, as links."""
    about: UUID | None = None
    """The call whose step or state this is; how a call stands is not listed beside its next step."""


@dataclass
class _Offered:
    """Hold who says what waits for people, and on which conditions."""

    always: list[TaskProvider] = field(default_factory=list)
    asked: list[tuple[TaskProvider, ColumnElement[bool]]] = field(default_factory=list)

    def of(self, person: "Person") -> list[TaskProvider]:
        """Return who may have something for a person; one statement."""
        places = {
            "organiser_ids": [role.organiser_id for role in person.roles if role.organiser_id],
            "call_ids": [role.call_id for role in person.roles if role.call_id],
        }
        holds = db.session.execute(self._question, {"person_id": person.id, **places}).one()
        return [*self.always, *(each for (each, _where), held in zip(self.asked, holds, strict=True) if held)]

    @cached_property
    def _question(self) -> Select[Any]:
        held: list[Any] = [where.label(f"asked_{number}") for number, (_each, where) in enumerate(self.asked)]
        return select(*held)


def fill(app: Flask, slot: str, template: str, provider: Provider, order: int = 50) -> None:
    """Show `template` in a slot with what `provider(**context)` returns; nothing is shown when it returns None."""
    slots = app.extensions.setdefault(_SLOTS, defaultdict(list))
    slots[slot].append((order, template, provider))
    slots[slot].sort(key=lambda filling: (filling[0], filling[1]))


def offer_tasks(app: Flask, provider: TaskProvider, where: ColumnElement[bool] | None = None) -> None:
    """Let a stage say what waits for a person on their start page.

    `where` is a condition on `PERSON`, `ORGANISERS` and `CALLS` without which there is nothing: all of them are asked
    in one statement, and of the stages only those that may have something. It may hold where there is nothing.
    """
    offered = app.extensions.setdefault(_TASKS, _Offered())
    if where is None:
        offered.always.append(provider)
    else:
        offered.asked.append((provider, where))


def offer_arrival(app: Flask, provider: "Callable[[Person], str | None]") -> None:
    """Let a stage say where somebody is led after signing in, in the place of their start page."""
    app.extensions.setdefault(_ARRIVALS, []).append(provider)


def arrival_of(person: "Person") -> str | None:
    """Return where a person is led after signing in; nothing: to their start page."""
    offered: list[Callable[[Person], str | None]] = current_app.extensions.get(_ARRIVALS, [])
    return next((path for provider in offered if (path := provider(person))), None)


def tasks_of(person: "Person") -> list[Task]:
    """Return what waits for a person, the nearest date first, then what is only to look at, and where else they go.

    What has no date can be done now, so it stands before what has more time than SOON.
    """
    found = [task for provider in current_app.extensions[_TASKS].of(person) for task in provider(person)]
    stepped = {task.about for task in found if task.waits and task.about}
    listed = [task for task in found if task.waits or task.about not in stepped]
    by_title = in_order(listed, lambda task: str(task.title))
    soon = clock.now() + SOON
    return sorted(by_title, key=lambda task: (task.place, not task.waits, task.due_at or soon, task.due_at is None))


def _render(slot: str, **context: Any) -> Markup:
    parts = []
    for _order, template, provider in current_app.extensions.get(_SLOTS, {}).get(slot, []):
        shown = provider(**context)
        if shown is not None:
            parts.append(render_template(template, **context, **shown))
    return Markup("").join(Markup(part) for part in parts)  # noqa: S704  # each part is a rendered template


def init_app(app: Flask) -> None:
    """Let templates show a slot: `{{ slot("call.page", call=call) }}`."""
    app.jinja_env.globals["slot"] = _render
