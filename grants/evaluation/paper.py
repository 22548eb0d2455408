"""Sheets on paper, in large print: what a member fills in with a pen, one application after the other."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.calls.models import Call
from grants.calls.printed import only_in, payers
from grants.calls.queries import rules_of
from grants.calls.rules.document import Criterion, Rules
from grants.documents.content import Block, Break, Document, Facts, Heading, Paragraph, Room, Table, said
from grants.documents.making import make
from grants.documents.markdown import blocks_of
from grants.evaluation.applicants import Applicant
from grants.evaluation.docket import Item
from grants.evaluation.policies import Standing
from grants.evaluation.workbooks.making import scale_words
from grants.web.filters import text
from grants.web.languages import language

MAX_PAPER = 100
"""Applications in one file of paper sheets."""
LINES = 4
BLANK = "_" * 24
BOX = "[   ]"


def paper_sheets(
    person: Person, call: Call, items: Sequence[Item], applicants: Sequence[Applicant] = (), statement: str = ""
) -> bytes:
    """Return a member's sheets of a call to print, each from a new page on.

    `statement` is what every member promises, for who has not signed it yet. `applicants` are those about whom a member
    of a blind committee still has to declare: they stand on a page of their own, apart from any title.
    """
    rules = rules_of(call)
    blocks: list[Block] = [
        said(_("Fill in with a pen, sign each sheet and give it to the secretary of the committee.")),
        Facts([(_("Member of the committee"), person.name or person.email)]),
    ]
    if statement:
        blocks += [
            Heading(_("What every member of the committee signs")),
            *blocks_of(statement, 2),
            *_signature(person),
        ]
    if applicants:
        blocks += _declarations(applicants, person)
    for item in items:
        blocks += [Break(), *_sheet(item, rules, person)]
    return make("pdf", _document(call, rules, blocks), at=clock.now())


def _document(call: Call, rules: Rules, blocks: Sequence[Block]) -> Document:
    return Document(
        title=_("Score sheets: %(call)s", call=text(call.title)),
        language=language(),
        lead=[call.organiser.name, *only_in(rules)],
        blocks=blocks,
        foot=text(rules.title),
        fund=payers(rules),
        large=True,
    )


def _declarations(applicants: Sequence[Applicant], person: Person) -> Iterator[Block]:
    yield Heading(_("Declarations of interests"))
    yield said(_("Mark for each applicant whether you have a conflict of interest, and say which."))
    rows = [[each.name, BOX, f"{BOX} {BLANK}"] for each in applicants]
    yield Table([_("Applicant"), _("No conflict"), _("Conflict of interest: which")], rows)
    yield from _signature(person)


def _sheet(item: Item, rules: Rules, person: Person) -> Iterator[Block]:
    application, blind = item.application, rules.scoring.blind
    yield Heading(application.title)
    applicant = application.organisation.name if application.organisation else "–"
    facts = [(_("Reference number"), application.reference or "–")]
    yield Facts(facts if blind else [*facts, (_("Applicant"), applicant)])
    if item.standing is Standing.UNDECLARED and not blind:
        yield Paragraph([(f"{BOX} ", ""), (_("I have no conflict of interest with this application."), "")])
        yield Paragraph([(f"{BOX} ", ""), (_("I have a conflict of interest and do not score it. Which:"), ""), (f" {BLANK}", "")])  # fmt: skip  # noqa: E501
    for criterion in rules.criteria:
        yield from _criterion(criterion)
    yield from _signature(person)


def _criterion(criterion: Criterion) -> Iterator[Block]:
    yield Heading(f"{criterion.code} {text(criterion.title)}", 2)
    yield from blocks_of(text(criterion.guidance), 3)
    yield said(scale_words(criterion))
    yield Paragraph([(_("Mark:"), "strong"), (f" {BLANK}", "")])
    yield Paragraph([(_("Comment:"), "strong")])
    yield Room(LINES)


def _signature(person: Person) -> Iterator[Block]:
    yield Facts([(_("Name"), person.name or BLANK), (_("Date"), BLANK), (_("Signature"), BLANK)])
