"""The queue of what is checked: narrowed, sorted and taken along as its address asks."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from grants.accounts.models import Person
from grants.applications.columns import Listed
from grants.applications.labels import STATES
from grants.applications.listing.queries import Part, all_asked, stretch_asked
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.documents.tables import Cell, Column, Sheet
from grants.evaluation import checking, labels, queries
from grants.evaluation.checkers.queries import NOBODY, checkers_for, is_given
from grants.evaluation.policies import OUT_OF_JUDGEMENT
from grants.web.lists.asked import Asked, Shape

PLACE = "checks"
"""Under which views of it are kept."""


@dataclass(frozen=True)
class Queue:
    """Hold one page of the applications of a call with their answers, and which of them are closed to the reader."""

    stretch: Part
    answers: queries.ById
    closed: set[uuid.UUID]
    """Their own, and those with which they declared a conflict of interest."""
    checkers: dict[uuid.UUID, Person]


def shape_of(officials: Sequence[Person]) -> Shape:
    """Return what can be asked for, with who may be picked as a checker."""
    states = [state.value for state in STATES if state not in OUT_OF_JUDGEMENT]
    people = [NOBODY, *(str(person.id) for person in officials)]
    return Shape(("submitted", "reference", "state"), {"state": states, "mine": ("1",), "checker": people})


def queue_of(
    person: Person, call: Call, asked: Asked, *, after: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> Queue:
    """Return a page of what is checked in a call as it is asked for; four statements."""
    where = _where(person, call, asked)
    stretch = stretch_asked(call, asked, sealed=False, after=after, before=before, where=where)
    ids = [each.id for each in stretch.items]
    return Queue(stretch, queries.checks_for(ids), _closed(person, ids), checkers_for(ids))


def chosen_of(person: Person, call: Call, asked: Asked, only: set[uuid.UUID] | None) -> list[Listed]:
    """Return the applications that were ticked, or all that are asked for."""
    return all_asked(call, asked, sealed=False, only=only, where=_where(person, call, asked))


def sheet_of(person: Person, call: Call, asked: Asked) -> Sheet:
    """Return the queue as a table; of what is closed to the reader it says the number alone."""
    found = chosen_of(person, call, asked, None)
    ids = [each.id for each in found]
    answers, closed, checkers = queries.checks_for(ids), _closed(person, ids), checkers_for(ids)
    checks = rules_of(call).checks if "checks" not in asked.hidden else []
    shown = [code for code in ("title", "applicant", "state") if code not in asked.hidden]
    heads = {"title": _("Project"), "applicant": _("Applicant"), "state": _("State")}
    names = checkers if "checker" not in asked.hidden else {}

    def cells(each: Listed) -> list[Cell]:
        said = {"title": each.title, "applicant": each.applicant, "state": str(STATES[each.state])}
        given = answers.get(each.id, {})
        row: list[Cell] = [each.reference, *(said[code] for code in shown)]
        row += [str(labels.ANSWERS[given[check.code].answer]) if check.code in given else "" for check in checks]
        return row if each.id not in closed else [each.reference, *([None] * (len(row) - 1))]

    rows = [[*cells(each), *([_name(names.get(each.id))] if names else [])] for each in found]
    columns = [_("Application"), *(heads[code] for code in shown), *(check.code for check in checks)]
    return Sheet(_("Checks"), [Column(head) for head in [*columns, *([_("Checker")] if names else [])]], rows)


def _name(person: Person | None) -> str | None:
    return (person.name or person.email) if person else None


def _where(person: Person, call: Call, asked: Asked) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [Application.state.not_in(OUT_OF_JUDGEMENT)]
    if "mine" in asked.picked:
        where.append(checking.waits_for(person, call))
    if checker := asked.picked.get("checker"):
        where.append(is_given(checker))
    return where


def _closed(person: Person, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    found = select(Application.id).where(Application.id.in_(ids), checking.closed_to(person))
    return set(db.session.scalars(found))
