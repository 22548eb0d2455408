"""Columns that later stages add to the official's list of applications, each for a whole page at once."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app
from markupsafe import Markup

from grants.applications.models import Application

Cells = dict[UUID, Markup | str]
Provider = Callable[[list[Application]], Cells]

_KEY = "grants.applications.columns"


@dataclass(frozen=True)
class Column:
    """Hold a column of one page: its title, and its cells by application."""

    title: str
    cells: Cells


def offer(app: Flask, title: object, provider: Provider) -> None:
    """Add a column; its title may be lazily translated.

    `provider` gets the applications of a page, without their answers, and asks a constant number of statements.
    """
    app.extensions.setdefault(_KEY, []).append((title, provider))


def columns_for(applications: list[Application]) -> list[Column]:
    """Return the offered columns for the applications of a page, in the order in which they were offered."""
    offered: list[tuple[object, Provider]] = current_app.extensions.get(_KEY, [])
    return [Column(str(title), provider(applications)) for title, provider in offered]
