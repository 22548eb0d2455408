"""Columns that later stages add to the official's list of applications, each for a whole page at once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from flask import Flask, current_app
from markupsafe import Markup

from grants.applications.models import ApplicationState
from grants.calls.models import Call


class Listed(NamedTuple):
    """Be a row of the list: what it shows of an application. Made without the application, which costs thrice."""

    id: UUID
    reference: str | None
    title: str
    requested: Decimal | None
    submitted_at: datetime | None
    state: ApplicationState
    is_late: bool
    applicant: str
    call: Call


Cells = dict[UUID, Markup | str]
Provider = Callable[[list[Listed]], Cells]
Offered = tuple[str, object, Provider]

_KEY = "grants.applications.columns"


@dataclass(frozen=True)
class Column:
    """Hold a column of one page: its code, its title, and its cells by application."""

    code: str
    title: str
    cells: Cells


def offer(app: Flask, code: str, title: object, provider: Provider) -> None:
    """Add a column that addresses call by its code; its title may be lazily translated.

    `provider` gets the applications of a page, without their answers, and asks a constant number of statements.
    """
    app.extensions.setdefault(_KEY, []).append((code, title, provider))


def columns_for(applications: list[Listed], hidden: Collection[str] = ()) -> list[Column]:
    """Return the offered columns for the applications of a page, in the order in which they were offered.

    What is hidden is not asked for, and a column of which nothing is said is none.
    """
    offered: list[Offered] = current_app.extensions.get(_KEY, [])
    made = [Column(code, str(title), provider(applications)) for code, title, provider in offered if code not in hidden]
    return [column for column in made if any(column.cells.values())]


def offered_titles() -> dict[str, str]:
    """Return the titles of the offered columns by their codes."""
    offered: list[Offered] = current_app.extensions.get(_KEY, [])
    return {code: str(title) for code, title, _provider in offered}
