"""Whose sheet for an application can be typed in from paper; a constant number of statements."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.assigning.models import Assignment
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import assigns, enters_sheets, is_own
from grants.evaluation.queries import AS_IT_IS_NOW
from grants.evaluation.seats.queries import answers_in


@dataclass(frozen=True)
class Writer:
    """Be a member whose sheet can be typed in, and what the paper has to hold beside the marks."""

    member: Person
    revision: int
    """That of the sheet that was opened again to be typed in anew, or 0."""
    declares: bool
    """Whether they have not declared in the service."""
    signs: bool
    """Whether they have neither declared nor taken the seat in the service."""


def writers_for(application: Application) -> list[Writer]:
    """Return the members whose sheet for an application can be typed in: who judges it and has not begun on screen."""
    rules = rules_of(application.call)
    if _has_failed(application):
        return []
    declared, sheets, answers = _declared(application), _sheets(application), answers_in(application.call_id)
    assigned = _assigned(application) if assigns(rules) else None
    submitted = {each for each, sheet in sheets.items() if sheet.state is SheetState.SUBMITTED}
    if rules.scoring.method == "joint" and submitted:
        return []
    found = []
    for seat in taken_seats(application.call_id):
        member, sheet = seat.person, sheets.get(seat.person_id)
        conflict = declared.get(seat.person_id)
        left_out = assigned is not None and seat.person_id not in assigned and sheet is None
        if not enters_sheets(seat.seat, rules) or left_out or conflict or is_own(member, application):
            continue
        if sheet is None or may_be_typed_anew(sheet):
            answer = answers.get(seat.id)
            signs = conflict is None and (answer is None or not answer.accepted)
            found.append(Writer(member, sheet.revision if sheet else 0, conflict is None, signs))
    return found


def may_be_typed_anew(sheet: Sheet) -> bool:
    """Tell whether a sheet from paper was opened again and nothing was changed on screen since."""
    return sheet.state is SheetState.DRAFT and sheet.entered_revision == sheet.revision - 1


def _sheets(application: Application) -> dict[uuid.UUID, Sheet]:
    """Return the sheets of an application by who wrote them, as they are now."""
    found = select(Sheet).where(Sheet.application_id == application.id).execution_options(**AS_IT_IS_NOW)
    return {sheet.evaluator_id: sheet for sheet in db.session.scalars(found)}


def _declared(application: Application) -> dict[uuid.UUID, bool]:
    found = select(Declaration.evaluator_id, Declaration.conflict).where(Declaration.application_id == application.id)
    return dict(db.session.execute(found).all())


def _assigned(application: Application) -> set[uuid.UUID]:
    return {*db.session.scalars(select(Assignment.evaluator_id).where(Assignment.application_id == application.id))}


def _has_failed(application: Application) -> bool:
    failed = select(CheckAnswer.id).where(CheckAnswer.application_id == application.id, CheckAnswer.answer == Answer.NO)
    return db.session.scalar(failed.limit(1)) is not None
