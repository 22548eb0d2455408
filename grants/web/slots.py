"""Named places on shared pages that later stages fill, so that an earlier stage never imports a later one.

A slot is filled with a template and a function that gives it what it shows, or nothing when it has nothing to show.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Flask, current_app, render_template
from markupsafe import Markup

from grants.web.ordering import in_order

if TYPE_CHECKING:
    from grants.accounts.models import Person

_SLOTS = "grants.slots"
_TASKS = "grants.tasks"
_ARRIVALS = "grants.arrivals"

Provider = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, kw_only=True)
class Task:
    """Tell a person one thing that waits for them: what, where, and by when."""

    title: str
    url: str
    detail: str = ""
    due_at: datetime | None = None
    lasts: timedelta | None = None
    """How long something takes that begins at `due_at`; without it, something is due until then."""
    waits: bool = True
    """False for what is only there to look at: it stands below what waits."""
    about: UUID | None = None
    """The call whose step or state this is; how a call stands is not listed beside its next step."""


def fill(app: Flask, slot: str, template: str, provider: Provider, order: int = 50) -> None:
    """Show `template` in a slot with what `provider(**context)` returns; nothing is shown when it returns None."""
    slots = app.extensions.setdefault(_SLOTS, defaultdict(list))
    slots[slot].append((order, template, provider))
    slots[slot].sort(key=lambda filling: (filling[0], filling[1]))


def offer_tasks(app: Flask, provider: "Callable[[Person], list[Task]]") -> None:
    """Let a stage say what waits for a person on their start page."""
    app.extensions.setdefault(_TASKS, []).append(provider)


def offer_arrival(app: Flask, provider: "Callable[[Person], str | None]") -> None:
    """Let a stage say where somebody is led after signing in, in the place of their start page."""
    app.extensions.setdefault(_ARRIVALS, []).append(provider)


def arrival_of(person: "Person") -> str | None:
    """Return where a person is led after signing in; nothing: to their start page."""
    offered: list[Callable[[Person], str | None]] = current_app.extensions.get(_ARRIVALS, [])
    return next((path for provider in offered if (path := provider(person))), None)


def tasks_of(person: "Person") -> list[Task]:
    """Return what waits for a person, the nearest date first, then what is only to look at."""
    found = [task for provider in current_app.extensions.get(_TASKS, []) for task in provider(person)]
    stepped = {task.about for task in found if task.waits and task.about}
    listed = [task for task in found if task.waits or task.about not in stepped]
    by_title = in_order(listed, lambda task: str(task.title))
    return sorted(by_title, key=lambda task: (not task.waits, task.due_at is None, task.due_at))


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
