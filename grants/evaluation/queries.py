"""What pages and the decision read of checks, declarations and sheets; what is by application is one statement."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import defer, lazyload, load_only, selectinload

from grants.accounts.models import Organisation, Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.checkers.queries import is_given_to_another
from grants.evaluation.models import Answer, CheckAnswer, Declaration, PrivateNote, Sheet, SheetReopening, SheetState
from grants.evaluation.policies import OUT_OF_JUDGEMENT, is_own
from grants.web.ordering import in_order

ById = dict[uuid.UUID, dict[str, CheckAnswer]]

MAX_CALLS = 50
"""How many calls of an evaluator a page lists."""

AS_IT_IS_NOW = {"populate_existing": True}
"""Read a row anew although the session knows it: who has waited for a lock must see what was changed meanwhile."""


class CheckCount(NamedTuple):
    """Count the administrative criteria of one application that were answered, and those answered with no."""

    answered: int
    failed: int


def checks_of(call_id: uuid.UUID) -> ById:
    """Return the answered administrative criteria of a call's applications by their code."""
    return _by_code(select(CheckAnswer).join(Application).where(Application.call_id == call_id))


def checks_for(application_ids: Collection[uuid.UUID]) -> ById:
    """Return the answered administrative criteria of some applications by their code, as they are now."""
    answers = select(CheckAnswer).where(CheckAnswer.application_id.in_(application_ids))
    return _by_code(answers.execution_options(**AS_IT_IS_NOW))


def check_counts(application_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, CheckCount]:
    """Count the answered criteria of some applications and those answered with no; one without answers is missing."""
    failed = func.sum(case((CheckAnswer.answer == Answer.NO, 1), else_=0))
    counts = (
        select(CheckAnswer.application_id, func.count(), failed)
        .where(CheckAnswer.application_id.in_(application_ids))
        .group_by(CheckAnswer.application_id)
    )
    return {each: CheckCount(answered, no) for each, answered, no in db.session.execute(counts)}


def sheets_of(call_id: uuid.UUID) -> dict[uuid.UUID, list[Sheet]]:
    """Return the submitted sheets of a call's applications, by evaluator, so that the order is always the same."""
    submitted = (
        select(Sheet)
        .join(Application)
        .where(Application.call_id == call_id, Sheet.state == SheetState.SUBMITTED, Sheet.set_aside_at.is_(None))
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


class Judging(NamedTuple):
    """Hold what an evaluator's marks for one application depend on, as it is now."""

    declaration: Declaration | None
    sheet: Sheet | None
    failed: bool
    """Whether an administrative criterion was answered with no."""
    is_own: bool
    """As `policies.is_own` says."""


_WORKED = exists().where(
    ApplicationMember.application_id == Application.id,
    ApplicationMember.person_id == bindparam("evaluator_id"),
    ApplicationMember.accepted_at.is_not(None),
)
_ENTERED = exists().where(
    Organisation.id == Application.organisation_id, Organisation.created_by_id == bindparam("evaluator_id")
)
_JUDGING = (
    select(
        Declaration,
        Sheet,
        exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.answer == Answer.NO),
        or_(_WORKED, _ENTERED),
    )
    .select_from(Application)
    .outerjoin(
        Declaration,
        and_(Declaration.application_id == Application.id, Declaration.evaluator_id == bindparam("evaluator_id")),
    )
    .outerjoin(Sheet, and_(Sheet.application_id == Application.id, Sheet.evaluator_id == bindparam("evaluator_id")))
    .where(Application.id == bindparam("application_id"))
    .options(load_only(Declaration.conflict))
    .execution_options(**AS_IT_IS_NOW)
)


def judging_of(person: Person, application: Application) -> Judging:
    """Return an evaluator's declaration and sheet, whether the checks failed and whose it is, in one statement."""
    asked = {"evaluator_id": person.id, "application_id": application.id}
    return Judging(*db.session.execute(_JUDGING, asked).one())


def declaration_of(person: Person, application: Application) -> Declaration | None:
    """Return what an evaluator declared about an application, if anything, as it is now."""
    own = select(Declaration).where(Declaration.application_id == application.id, Declaration.evaluator_id == person.id)
    return db.session.scalar(own, execution_options=AS_IT_IS_NOW)


def has_scored(person: Person, application: Application) -> bool:
    """Tell whether an evaluator has submitted a sheet about an application."""
    own = (Sheet.application_id == application.id, Sheet.evaluator_id == person.id)
    return bool(db.session.scalar(select(exists().where(*own, Sheet.state == SheetState.SUBMITTED))))


def has_declared_none(person: Person, application: Application) -> bool:
    """Tell whether a person has declared that they have no conflict of interest with an application."""
    declaration = declaration_of(person, application)
    return declaration is not None and not declaration.conflict


def stands_aside(person: Person, application: Application) -> bool:
    """Tell whether an application is a person's own or they declared a conflict with it; this beats every role."""
    if is_own(person, application):
        return True
    declaration = declaration_of(person, application)
    return declaration is not None and declaration.conflict


def sheet_of(person: Person, application: Application) -> Sheet | None:
    """Return an evaluator's sheet for an application, if there is one, as it is now."""
    own = select(Sheet).where(Sheet.application_id == application.id, Sheet.evaluator_id == person.id)
    return db.session.scalar(own, execution_options=AS_IT_IS_NOW)


def note_by(person: Person, application: Application) -> PrivateNote | None:
    """Return what a person wrote down about an application for themselves, as it is now; never that of others."""
    return db.session.scalar(_NOTE, {"application": application.id, "writer": person.id})


_NOTE = (
    select(PrivateNote)
    .where(PrivateNote.application_id == bindparam("application"), PrivateNote.writer_id == bindparam("writer"))
    .execution_options(**AS_IT_IS_NOW)
)
"""Built once: every page of a sheet asks it."""


class Begun(NamedTuple):
    """Tell who has begun a sheet, whether it is submitted, and whether an official typed it in from paper."""

    person: Person
    state: SheetState
    is_from_paper: bool


def sheets_on(application: Application) -> list[Begun]:
    """Return who has begun a sheet for an application, and whether it is submitted; never a mark."""
    begun = (
        select(Person, Sheet.state, Sheet.entered_revision.is_not_distinct_from(Sheet.revision))
        .join(Sheet, Sheet.evaluator_id == Person.id)
        .where(Sheet.application_id == application.id)
        .options(lazyload(Person.roles))
        .order_by(Person.email)
    )
    return in_order((Begun(*row) for row in db.session.execute(begun)), lambda one: one.person.name)


def reopenings_of(sheet: Sheet) -> list[SheetReopening]:
    """Return how often a sheet was opened again and why, the first time first."""
    found = select(SheetReopening).where(SheetReopening.sheet_id == sheet.id)
    return list(db.session.scalars(found.order_by(SheetReopening.opened_at, SheetReopening.id)))


def has_other_sheet(person: Person, application: Application) -> bool:
    """Tell whether somebody else submitted a sheet for an application."""
    of_others = select(Sheet.id).where(
        Sheet.application_id == application.id, Sheet.evaluator_id != person.id, Sheet.state == SheetState.SUBMITTED
    )
    return db.session.scalar(of_others.limit(1)) is not None


def in_judgement(call: Call) -> list[Application]:
    """Return the applications of a call that are judged, with who ever worked on them, in the order of submission.

    Their answers are not read with them.
    """
    judged = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT))
        .options(
            defer(Application.answers),
            selectinload(Application.memberships),
            selectinload(Application.organisation),
            selectinload(Application.parties).lazyload(Person.roles),
        )
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(judged))


def calls_to_check(person: Person) -> list[tuple[Call, int]]:
    """Return at most MAX_CALLS calls with applications that this official has to check, and how many these are.

    What another official checks is not counted.
    """
    organisers, calls = places(person, RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not organisers and not calls:
        return []
    theirs = func.sum(case((is_given_to_another(person), 0), else_=1)).label("waiting")
    counted = (
        select(Application.call_id, theirs)
        .where(Application.state == ApplicationState.SUBMITTED)
        .group_by(Application.call_id)
        .subquery()
    )
    query = (
        select(Call, counted.c.waiting)
        .join(counted, counted.c.call_id == Call.id)
        .where(Call.stage == Stage.CHECKING, or_(Call.organiser_id.in_(organisers), Call.id.in_(calls)))
        .order_by(Call.closes_at, Call.id)
    )
    return [(call, waiting) for call, waiting in db.session.execute(query.limit(MAX_CALLS))]


def unchecked_in(call_id: uuid.UUID, *, by_two: bool) -> list[str]:
    """Return the references of the applications of a call that are not checked, in the order of submission.

    Where two officials check, those with an answer that was corrected and waits for the second one are among them.
    """
    waiting: ColumnElement[bool]
    waiting = Application.state.in_((ApplicationState.SUBMITTED, ApplicationState.IN_CLARIFICATION))
    if by_two:
        unconfirmed = exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.confirmed_at.is_(None))
        waiting = or_(waiting, and_(Application.state == ApplicationState.CHECKED, unconfirmed))
    ordered = select(Application.reference).where(Application.call_id == call_id, waiting)
    ordered = ordered.order_by(Application.submitted_at, Application.id)
    return [reference or "" for reference in db.session.scalars(ordered)]


def _by_code(answers: Select[CheckAnswer]) -> ById:
    checks: ById = defaultdict(dict)
    for answer in db.session.scalars(answers):
        checks[answer.application_id][answer.code] = answer
    return checks
