"""Make a member's workbook of a call in their language, and tell what one that came back would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import Criterion, Rules
from grants.evaluation import labels
from grants.evaluation.docket import Item
from grants.evaluation.policies import Standing
from grants.evaluation.workbooks.layout import FilledIn
from grants.evaluation.workbooks.seals import seal_of
from grants.evaluation.workbooks.writing import Book, Line, Words, to_xlsx
from grants.web.filters import number, text


@dataclass(frozen=True)
class Change:
    """Be one mark or comment that a workbook changes: what is stored, and what it says."""

    criterion: Criterion
    is_mark: bool
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """Be what a workbook changes in the sheet of one application."""

    item: Item
    filled_in: FilledIn
    changes: Sequence[Change]

    @property
    def revision(self) -> int:
        """Return the revision of the stored sheet that the changes are shown against."""
        return revision_of(self.item)

    @property
    def changed_meanwhile(self) -> bool:
        """Tell whether the sheet was saved elsewhere after the workbook was made."""
        return self.filled_in.revision != self.revision


def workbook_of(person: Person, call: Call, items: Iterable[Item]) -> bytes:
    """Return a member's workbook: what waits for their marks, and locked what they have submitted."""
    rules = rules_of(call)
    lines = [_line(item, rules) for item in items]
    return to_xlsx(Book(seal_of(person, call), rules.criteria, lines, _words(rules)))


def differences(items: Iterable[Item], rows: Iterable[FilledIn], criteria: Sequence[Criterion]) -> list[Difference]:
    """Return what rows of a workbook change in these sheets, without those that change nothing."""
    by_id: dict[UUID, Item] = {item.application.id: item for item in items}
    found = [
        Difference(by_id[row.application_id], row, _changes(by_id[row.application_id], row, criteria)) for row in rows
    ]
    return [each for each in found if each.changes]


def revision_of(item: Item) -> int:
    """Return the revision of an item's sheet; 0 before there is one."""
    return item.sheet.revision if item.sheet else 0


def scale_words(criterion: Criterion) -> str:
    """Return the scale of a criterion in words, as the page has it."""
    said = [_("From %(low)s to %(high)s.", low=number(criterion.min), high=number(criterion.max))]
    if criterion.step != 1:
        said.append(_("Step: %(step)s.", step=number(criterion.step)))
    if criterion.threshold is not None:
        said.append(_("At least %(least)s is needed, as the mean of the committee.", least=number(criterion.threshold)))
    if criterion.weight != 1:
        said.append(_("Weight: %(weight)s.", weight=number(criterion.weight)))
    return " ".join(said)


def _changes(item: Item, row: FilledIn, criteria: Sequence[Criterion]) -> list[Change]:
    marks, comments = (item.sheet.marks, item.sheet.comments) if item.sheet else ({}, {})
    changes = []
    for criterion in criteria:
        code = criterion.code
        for is_mark, stored, said in ((True, marks, row.marks), (False, comments, row.comments)):
            before, after = stored.get(code, ""), said.get(code, "")
            if before != after:
                changes.append(Change(criterion, is_mark, before, after))
    return changes


def _line(item: Item, rules: Rules) -> Line:
    application, sheet = item.application, item.sheet
    about = [application.reference or "", application.title]
    if not rules.scoring.blind:
        about.append(application.organisation.name if application.organisation else "–")
    about.append(str(labels.STANDINGS[item.standing]))
    marks, comments = (sheet.marks, sheet.comments) if sheet else ({}, {})
    locked = item.standing is Standing.SUBMITTED
    return Line(application.id, revision_of(item), about, marks, comments, locked)


def _words(rules: Rules) -> Words:
    applicant = [] if rules.scoring.blind else [_("Applicant")]
    named = [(each, f"{each.code} {text(each.title)}") for each in rules.criteria]
    heads = [_("Criterion"), _("Title"), _("Scale"), _("What it means")]
    return Words(
        marks=_("Marks"),
        scale=_("Scale"),
        about=[_("Reference"), _("Application"), *applicant, _("State")],
        criteria=[
            (_("Mark: %(criterion)s", criterion=name), _("Comment: %(criterion)s", criterion=name), scale_words(each))
            for each, name in named
        ],
        scale_rows=[
            heads,
            *([each.code, text(each.title), scale_words(each), text(each.guidance)] for each in rules.criteria),
        ],
        off_scale=_("This mark is not on the scale."),
    )
