"""The budgets and the contacts of what was sent in to a call as tables."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from grants.accounts.models import Person
from grants.applications.form.columns import columns_of
from grants.applications.form.typed import shaped
from grants.applications.labels import BUDGET_COLUMNS, STATES
from grants.applications.models import Application, ApplicationMember
from grants.applications.policies import UNSENT
from grants.applications.reading import words_of
from grants.applications.stretches import ORDER
from grants.applications.wording import column_label
from grants.awards.handouts.cells import about, about_columns, number_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField
from grants.db import db
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.evaluation.models import Declaration
from grants.evaluation.standings import own_to
from grants.web.filters import text

MAX_LINES = 100_000
"""Lines of budgets in one file; the rest is left out, and the last line says so."""
KINDS = {"money": Kind.MONEY, "number": Kind.NUMBER, "integer": Kind.COUNT}


def budgets_of(call: Call, person: Person) -> list[Sheet]:
    """Return the lines of all budgets of a call, a sheet for each budget of its form."""
    applications = _sent_in(call, person)
    fields = [field for field in rules_of(call).fields if field.type == "budget"]
    return [_budget(field, applications, place) for place, field in enumerate(fields, start=1)]


def contacts_of(call: Call, person: Person) -> list[Sheet]:
    """Return who works on what was sent in, a row for each, and the address of the applicant."""
    rows: list[list[Cell]] = []
    for application in _sent_in(call, person):
        organisation = application.organisation
        state, address = str(STATES[application.state]), organisation.address if organisation else ""
        for member in application.members or [None]:
            person_cells: list[Cell] = ["", "", ""]
            if member is not None:
                person_cells = [member.person.name, member.person.email, _("Yes") if member.leads else _("No")]
            rows.append([*about(application), state, address, *person_cells])
    heads = (_("State"), _("Address"), _("Name"), _("E-mail"), _("Leads"))
    return [Sheet(_("Contacts"), [*about_columns(), *map(Column, heads)], rows)]


def _sent_in(call: Call, person: Person) -> list[Application]:
    """Return what was sent in, without what a person must not read: their own, or in conflict with them."""
    in_conflict = exists().where(
        Declaration.application_id == Application.id, Declaration.evaluator_id == person.id, Declaration.conflict
    )
    wanted = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(UNSENT), ~own_to(person), ~in_conflict)
        .options(
            joinedload(Application.organisation),
            selectinload(Application.memberships).joinedload(ApplicationMember.person).options(lazyload(Person.roles)),
        )
        .order_by(*ORDER)
    )
    return list(db.session.scalars(wanted))


def _budget(field: FormField, applications: list[Application], place: int) -> Sheet:
    asked = columns_of(field)
    rows: list[list[Cell]] = []
    for row in _lines(field, applications):
        if len(rows) == MAX_LINES:
            rows.append([_("More lines than fit here are left out."), *[None] * (len(asked) + 4)])
            break
        rows.append(row)
    columns = [
        *about_columns(),
        *(Column(column_label(column), KINDS.get(column.type, Kind.WORDS)) for column in asked),
        Column(str(BUDGET_COLUMNS["requested"]), Kind.MONEY),
    ]
    return Sheet(f"{place}. {_sheet_name(text(field.label) or field.code)}", columns, rows)


def _lines(field: FormField, applications: list[Application]) -> Iterator[list[Cell]]:
    for application in applications:
        given = application.sent.answers.get(field.code)
        if not isinstance(given, list):
            continue
        for cells, stored in zip(shaped(field, given), given, strict=False):
            requested = stored.get("requested") if isinstance(stored, dict) else None
            yield [
                *about(application),
                *(_cell(column, cells[column.code]) for column in columns_of(field)),
                number_of(requested or None),
            ]


def _cell(column: FormField, value: Any) -> Cell:
    if column.type in KINDS:
        return number_of(value or None)
    return words_of(column, value)


def _sheet_name(words: str) -> str:
    """Return words without what the name of a sheet must not hold."""
    return "".join(letter for letter in words if letter not in "[]:*?/\\'").strip() or "–"
