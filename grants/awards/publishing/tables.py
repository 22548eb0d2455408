"""The results as a spreadsheet, with nothing in it that the page of the results has not."""

from collections.abc import Iterator

from flask_babel import gettext as _

from grants.awards import labels
from grants.awards.handouts.cells import number_of
from grants.awards.publishing.paper import others_of
from grants.awards.results import Results, Shown
from grants.calls.rules.document import Rules
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.web.filters import text


def results_tables(rules: Rules, results: Results) -> list[Sheet]:
    """Return the applications that the public reads of, a row for each, and how many there were of each outcome."""
    columns = [
        Column(_("Applicant")),
        Column(_("Project")),
        *([Column(_("Lot"))] if rules.funding.lots else []),
        *([Column(_("Points"), Kind.NUMBER)] if results.scored else []),
        Column(_("Decision")),
        Column(_("Sum"), Kind.MONEY),
    ]
    shown = (*results.awarded, *results.reserve, *results.rejected)
    counts: list[list[Cell]] = [[str(words), count] for words, count in _counted(results)]
    return [
        Sheet(_("Results"), columns, [list(_row(one, rules, results)) for one in shown]),
        Sheet(_("Together"), [Column(_("Applications")), Column(_("Number"), Kind.COUNT)], counts),
    ]


def _row(one: Shown, rules: Rules, results: Results) -> Iterator[Cell]:
    yield one.name
    yield one.title
    if rules.funding.lots:
        yield text(rules.lot_label(one.lot)) if one.lot else ""
    if results.scored:
        yield number_of(one.total)
    yield str(labels.OUTCOMES[one.outcome])
    yield one.amount if one.outcome == "awarded" else None


def _counted(results: Results) -> Iterator[tuple[object, int]]:
    if results.received is not None:
        yield _("Applications received"), results.received
    yield _("Projects awarded"), len(results.awarded)
    yield _("Reserve list"), len(results.reserve)
    yield from others_of(results)
