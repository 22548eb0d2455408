"""What keeps an official from an application although their role would let them read it; later stages know it."""

from collections.abc import Callable

from flask import Flask, current_app

from grants.accounts.models import Person
from grants.applications.models import Application

_BARRIERS = "grants.barriers"

Barrier = Callable[[Person, Application], bool]


def offer(app: Flask, is_barred: Barrier) -> None:
    """Let a stage close applications to single officials."""
    app.extensions.setdefault(_BARRIERS, []).append(is_barred)


def is_barred(person: Person, application: Application) -> bool:
    """Tell whether anything closes an application to an official."""
    return any(each(person, application) for each in current_app.extensions.get(_BARRIERS, []))
