"""The list as a file: the columns that are shown, of all applications that are asked for."""

from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from grants.applications.columns import Listed, columns_for
from grants.applications.labels import STATES
from grants.applications.listing.shape import OPENED
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.web.filters import zone
from grants.web.lists.asked import Asked

KINDS = {"requested": Kind.MONEY, "submitted": Kind.MOMENT}
AT_ONCE = 1000
"""Applications for which the columns of later stages are asked at once."""


def heads(*, sealed: bool) -> dict[str, str]:
    """Return the columns of the list with their heads, without those that are sealed."""
    words = {
        "reference": _("Reference"),
        "title": _("Project"),
        "applicant": _("Applicant"),
        "requested": _("Requested"),
        "submitted": _("Received"),
        "state": _("State"),
    }
    return {code: head for code, head in words.items() if not (sealed and code in OPENED)}


def sheet_of(applications: Sequence[Listed], asked: Asked, *, sealed: bool) -> Sheet:
    """Return the table of some applications with the columns that are shown."""
    shown = {code: head for code, head in heads(sealed=sealed).items() if code not in asked.hidden}
    columns = [Column(head, KINDS.get(code, Kind.WORDS)) for code, head in shown.items()]
    rows = [[_cell(each, code) for code in shown] for each in applications]
    if not sealed:
        for title, cells in _offered(applications, asked):
            columns.append(Column(title))
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return Sheet(_("Applications"), columns, rows)


def _cell(application: Listed, code: str) -> Cell:
    match code:
        case "applicant":
            return application.applicant
        case "submitted":
            return application.submitted_at.astimezone(zone()) if application.submitted_at else None
        case "state":
            words = str(STATES[application.state])
            return _("%(state)s, late", state=words) if application.is_late else words
        case "requested":
            return application.requested
        case "title":
            return application.title
        case _:
            return application.reference


def _offered(applications: Sequence[Listed], asked: Asked) -> list[tuple[str, list[str]]]:
    """Return head and words of each column of later stages, asked for in parts."""
    found: dict[str, tuple[str, dict[object, str]]] = {}
    for start in range(0, len(applications), AT_ONCE):
        for column in columns_for(list(applications[start : start + AT_ONCE]), asked.hidden):
            _head, words = found.setdefault(column.code, (column.title, {}))
            words.update({id_: Markup(cell).striptags() for id_, cell in column.cells.items()})  # noqa: S704  # only read
    return [(title, [words.get(each.id, "") for each in applications]) for title, words in found.values()]
