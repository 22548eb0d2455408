"""What pages and the decision read of checks, declarations and sheets; each is one statement, by application."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.models import CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import OUT_OF_JUDGEMENT

ById = dict[uuid.UUID, dict[str, CheckAnswer]]


def checks_of(call_id: uuid.UUID) -> ById:
    """Return the answered administrative criteria of a call's applications by their code."""
    return _by_code(select(CheckAnswer).join(Application).where(Application.call_id == call_id))


def checks_for(application_ids: Collection[uuid.UUID]) -> ById:
    """Return the answered administrative criteria of some applications by their code."""
    return _by_code(select(CheckAnswer).where(CheckAnswer.application_id.in_(application_ids)))


def sheets_of(call_id: uuid.UUID) -> dict[uuid.UUID, list[Sheet]]:
    """Return the submitted sheets of a call's applications, by evaluator, so that the order is always the same."""
    submitted = (
        select(Sheet)
        .join(Application)
        .where(Application.call_id == call_id, Sheet.state == SheetState.SUBMITTED)
        .order_by(Sheet.application_id, Sheet.evaluator_id)
    )
    sheets: dict[uuid.UUID, list[Sheet]] = defaultdict(list)
    for sheet in db.session.scalars(submitted):
        sheets[sheet.application_id].append(sheet)
    return sheets


def conflicts_of(call_id: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return who declared a conflict with which application of a call."""
    declared = (
        select(Declaration.application_id, Declaration.evaluator_id)
        .join(Application)
        .where(Application.call_id == call_id, Declaration.conflict)
    )
    conflicts: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for application_id, evaluator_id in db.session.execute(declared):
        conflicts[application_id].add(evaluator_id)
    return conflicts


def declarations_by(person: Person, call: Call) -> dict[uuid.UUID, Declaration]:
    """Return what an evaluator declared in a call, by application."""
    own = (
        select(Declaration)
        .join(Application)
        .where(Application.call_id == call.id, Declaration.evaluator_id == person.id)
    )
    return {declaration.application_id: declaration for declaration in db.session.scalars(own)}


def sheets_by(person: Person, call: Call) -> dict[uuid.UUID, Sheet]:
    """Return an evaluator's own sheets in a call, drafts too, by application."""
    own = select(Sheet).join(Application).where(Application.call_id == call.id, Sheet.evaluator_id == person.id)
    return {sheet.application_id: sheet for sheet in db.session.scalars(own)}


def declaration_of(person: Person, application: Application) -> Declaration | None:
    """Return what an evaluator declared about an application, if anything."""
    own = select(Declaration).where(Declaration.application_id == application.id, Declaration.evaluator_id == person.id)
    return db.session.scalar(own)


def sheet_of(person: Person, application: Application) -> Sheet | None:
    """Return an evaluator's sheet for an application, if there is one."""
    own = select(Sheet).where(Sheet.application_id == application.id, Sheet.evaluator_id == person.id)
    return db.session.scalar(own)


def in_judgement(call: Call) -> list[Application]:
    """Return the applications of a call that are judged, with their members, in the order of submission."""
    judged = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT))
        .options(selectinload(Application.members), selectinload(Application.organisation))
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(judged))


def _by_code(answers: Select[CheckAnswer]) -> ById:
    checks: ById = defaultdict(dict)
    for answer in db.session.scalars(answers):
        checks[answer.application_id][answer.code] = answer
    return checks
