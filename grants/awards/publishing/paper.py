"""The list of results as a document, with nothing in it that the page of the results has not."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from grants.accounts.brand.paper import logo_on_paper
from grants.awards import labels
from grants.awards.printing import shown
from grants.awards.results import Results, Shown
from grants.calls.models import Call
from grants.calls.printed import only_in, payers
from grants.calls.rules.document import Rules
from grants.documents.content import Block, Bullets, Document, Facts, Heading, Table, said
from grants.web.filters import money, number, text
from grants.web.languages import language


def results_document(call: Call, rules: Rules, results: Results) -> Document:
    """Return the list of results in the reader's language."""
    title = _("Results of the competition")
    return Document(
        title=title,
        language=language(),
        lead=[rules.organiser.name, text(call.title), *only_in(rules)],
        blocks=list(_blocks(results)),
        foot=f"{title}, {call.slug}, {rules.programme.project_number}",
        fund=payers(rules),
        logo=logo_on_paper(call.organiser),
    )


def _blocks(results: Results) -> Iterator[Block]:
    received = [] if results.received is None else [(_("Applications received"), number(results.received))]
    yield Facts(
        [
            *received,
            (_("Projects awarded"), number(len(results.awarded))),
            (_("Money awarded"), money(results.amount)),
        ]
    )
    yield Heading(_("Awarded projects"))
    yield _table(results, results.awarded, amounts=True) if results.awarded else said(_("No project was awarded."))
    if results.reserve:
        yield Heading(_("Reserve list, in its order"))
        yield _table(results, results.reserve)
    if results.equals:
        yield Heading(_("Equal points"))
        words = (_("%(total)s points:", total=shown(total)) + " " + " ".join(order) for total, order in results.equals)
        yield Bullets([[(said_of_it, "")] for said_of_it in words])
    if results.rejected:
        yield Heading(_("Projects that were not supported"))
        yield _table(results, results.rejected, outcomes=True)
    others = [(str(words), number(count)) for words, count in others_of(results)]
    if others:
        yield Heading(_("Other applications"))
        yield Facts(others)


def others_of(results: Results) -> list[tuple[object, int]]:
    """Return how many applications got nothing, by what became of them."""
    words = {
        "rejected": _("Rejected"),
        "ineligible": _("Not admitted"),
        "withdrawn": _("Withdrawn by the applicant"),
        "on_hold": _("Not decided yet"),
        "declined": _("Award not taken by the applicant"),
        "revoked": _("Award revoked"),
    }
    return [(words[outcome], count) for outcome, count in results.counts if outcome in words]


def _table(results: Results, rows: Sequence[Shown], *, amounts: bool = False, outcomes: bool = False) -> Table:
    heads, numbers = [_("Applicant"), _("Project")], []
    for wanted, head in ((results.scored, _("Points")), (amounts, _("Sum"))):
        if wanted:
            numbers.append(len(heads))
            heads.append(head)
    if outcomes:
        heads.append(_("Decision"))
    return Table(heads, [_cells(results, row, amounts=amounts, outcomes=outcomes) for row in rows], numbers)


def _cells(results: Results, row: Shown, *, amounts: bool, outcomes: bool) -> list[str]:
    cells = [row.name, row.title]
    if results.scored:
        cells.append(shown(row.total))
    if amounts:
        cells.append(money(row.amount))
    if outcomes:
        cells.append(str(labels.OUTCOMES[row.outcome]))
    return cells
