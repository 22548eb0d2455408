"""Keep a view of any list and put it away; what a page of a list shows, and its file."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.lists import services
from grants.accounts.lists.models import MAX_QUERY, SavedView
from grants.accounts.lists.queries import views_of
from grants.accounts.models import RoleKind
from grants.accounts.policies import holds
from grants.db import MAX_LINE
from grants.documents.separated import to_csv
from grants.documents.tables import Sheet, to_tables
from grants.errors import Invalid, NotFound
from grants.filetypes import XLSX
from grants.web.addresses import local_path
from grants.web.downloads import handed_out
from grants.web.languages import language
from grants.web.lists.asked import LONG, MAX_COLUMNS, Asked, Shape, read
from grants.web.lists.rows import Listing
from grants.web.undoing import say_with_undo

blueprint = Blueprint("lists", __name__, url_prefix="/office/views")

KEEPERS = (RoleKind.COORDINATOR, RoleKind.SECRETARY, RoleKind.AUDITOR, RoleKind.ADMINISTRATOR)
PLACES = frozenset(
    {
        *("applications", "calls", "messages", "letters", "complaints", "checks", "committee"),
        *("organisers", "people", "administrators"),
    }
)
"""The lists of which views are kept."""
ROWS = 50
"""Rows of a page of a list."""

T = TypeVar("T")


@dataclass(frozen=True)
class Shown(Generic[T]):
    """Hold what the page of a list shows."""

    listing: Listing[T]
    here: str
    asked: Asked
    items: list[T]
    """The rows of this page."""
    count: int
    """All rows that are asked for."""
    page: int
    pages: int
    is_long: bool
    """Whether it has LONG rows or more, so that it can be narrowed, kept and taken along."""
    views: list[SavedView]

    @property
    def heads(self) -> list[tuple[str, str, str, str, str]]:
        """Return code, words, the query that sorts by it, how it is sorted, and what stands there, by column shown."""
        parts = (part for part in self.listing.parts if self.shows(part.code))
        return self.asked.heads((part.code, part.head, part.kind.value) for part in parts)

    @property
    def here_again(self) -> str:
        """Return the address of its first page as it is asked for."""
        return f"{self.here}?{self.asked.query()}" if self.asked.query() else self.here

    def shows(self, code: str) -> bool:
        """Tell whether a column is shown; the first always is."""
        return code not in self.asked.hidden or code == self.listing.parts[0].code


def asked_of(shape: Shape) -> Asked:
    """Return what the address that is requested asks of a list."""
    lists = {name: request.args.getlist(name)[:MAX_COLUMNS] for name in ("hide", "show", "offered")}
    return read(request.args, lists, shape)


def shown(listing: Listing[T], rows: Sequence[T], *, here: str, page: int) -> Shown[T]:
    """Return the page of a list that is asked for, of rows in their usual order."""
    asked = asked_of(listing.shape)
    found = listing.of(rows, asked, language())
    items = found[(page - 1) * ROWS : page * ROWS]
    return shown_of(listing, items, asked=asked, here=here, page=page, count=len(found), is_long=len(rows) >= LONG)


def shown_of(
    listing: Listing[T], items: list[T], *, asked: Asked, here: str, page: int, count: int, is_long: bool
) -> Shown[T]:
    """Return the page of a list whose rows a query has narrowed, sorted and counted, ROWS of them a page."""
    return Shown(
        listing=listing,
        here=here,
        asked=asked,
        items=items,
        count=count,
        page=page,
        pages=max(-(-count // ROWS), 1),
        is_long=is_long,
        views=views_of(require_person(), listing.place),
    )


def file_of(listing: Listing[T], rows: Sequence[T], kind: str) -> Response:
    """Hand out what a list shows, all pages of it, as a table."""
    asked = asked_of(listing.shape)
    return table_as(kind, listing.sheet(listing.of(rows, asked, language()), asked), listing.place)


def table_as(kind: str, sheet: Sheet, name: str) -> Response:
    """Hand out a table as a spreadsheet, or as text."""
    if kind == "csv":
        return handed_out(to_csv(sheet, language()), "text/csv; charset=utf-8", f"{name}.csv")
    return handed_out(to_tables([sheet], at=clock.now()), XLSX, f"{name}.xlsx")


@blueprint.post("/<place>")
@signed_in
def keep(place: str) -> Answer | tuple[str, int]:
    """Keep what a list shows under a name; what was typed stays when it is refused."""
    person = require_person()
    if place not in PLACES or not holds(person, *KEEPERS):
        raise NotFound
    given: dict[str, Any] = {
        "name": request.form.get("name", ""),
        "query": request.form.get("query", "")[: MAX_QUERY + 1],
    }
    back = _back()
    try:
        view = services.keep_view(actor=person, place=place, **given)
    except Invalid as invalid:
        shown = render_template("accounts/lists/keep.html", place=place, back=back, refused=invalid.message, **given)
        return shown, invalid.status
    flash(_("The view is kept for you."))
    return redirect(f"{back}?{view.query}" if view.query else back, 303)


@blueprint.post("/<uuid:view_id>/drop")
@signed_in
def drop(view_id: uuid.UUID) -> Answer:
    """Put a view of one's own away."""
    person = require_person()
    if not holds(person, *KEEPERS):
        raise NotFound
    view, back = services.drop_view(actor=person, view_id=view_id), _back()
    if view is None:
        flash(_("The view is put away."))
    else:
        again = url_for("lists.keep", place=view.place)
        say_with_undo(_("The view is put away."), again, name=view.name, query=view.query, back=back)
    return redirect(back, 303)


def _back() -> str:
    """Return the address of the list that was looked at, without its query."""
    return local_path(request.form.get("back", "")[:MAX_LINE].partition("?")[0])


def init_app(app: Flask) -> None:
    """Serve the acts."""
    app.register_blueprint(blueprint)
