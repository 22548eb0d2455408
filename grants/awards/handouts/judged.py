"""The ranking and the marks of a call as tables, without what a conflict of interest hides from the reader."""

from flask_babel import gettext as _

from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.awards import labels
from grants.awards.figures import mean_of
from grants.awards.handouts.cells import about_columns, number_of
from grants.awards.kept.showing import standing_to_show
from grants.awards.policies import CONFIRMED
from grants.awards.queries import decisions_of
from grants.awards.rows import rows_of
from grants.awards.wording import total_in
from grants.calls.models import Call
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.evaluation.queries import sheets_of
from grants.web.filters import text


def ranking_of(call: Call, person: Person) -> list[Sheet]:
    """Return the ranking as its page shows it to a person, with numbers as numbers."""
    standing = standing_to_show(call)
    decisions = decisions_of(call) if call.stage in CONFIRMED else {}
    rows: list[list[Cell]] = []
    for row in rows_of(standing, decisions, person):
        one = row.application
        placement, decision = standing.placements[one.reference], decisions.get(one.id)
        means = [
            None if row.hidden else number_of(mean_of(placement, each, standing.rules))
            for each in standing.rules.criteria
        ]
        rows.append(
            [
                row.rank,
                one.reference,
                one.applicant,
                one.registration_number or "",
                one.title,
                *means,
                None if row.hidden else number_of(total_in(decision, placement, standing.rules)),
                str(labels.OUTCOMES[row.outcome]),
                row.amount,
                " ".join(row.reasons),
            ]
        )
    columns = [
        Column(_("Rank"), Kind.COUNT),
        *about_columns(),
        *(Column(f"{each.code} {text(each.title)}", Kind.NUMBER) for each in standing.rules.criteria),
        Column(_("Total"), Kind.NUMBER),
        Column(_("Outcome")),
        Column(_("Sum"), Kind.MONEY),
        Column(_("Reasons")),
    ]
    return [Sheet(_("Ranking"), columns, rows)]


def marks_of(call: Call, person: Person) -> list[Sheet]:
    """Return every submitted sheet that a person may see, a row for each; the committee's words stay in the service."""
    standing = standing_to_show(call)
    sheets = sheets_of(call.id)
    people = people_by_id({sheet.evaluator_id for each in sheets.values() for sheet in each})
    rows: list[list[Cell]] = []
    for one in standing.listed.values():
        if standing.hides_marks(person, one):
            continue
        for sheet in sheets.get(one.id, []):
            evaluator = people[sheet.evaluator_id]
            counts = sheet.evaluator_id not in standing.conflicts.get(one.id, set())
            given = [number_of(sheet.marks.get(each.code)) for each in standing.rules.criteria]
            about: list[Cell] = [one.reference, one.applicant, one.registration_number or "", one.title]
            rows.append([*about, evaluator.name or evaluator.email, *given, _("Yes") if counts else _("No")])
    columns = [
        *about_columns(),
        Column(_("Evaluator")),
        *(Column(f"{each.code} {text(each.title)}", Kind.NUMBER) for each in standing.rules.criteria),
        Column(_("Counts")),
    ]
    return [Sheet(_("Marks"), columns, rows)]
