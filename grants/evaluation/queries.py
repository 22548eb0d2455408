"""What pages and the decision read of checks, declarations and sheets; what is by application is one statement."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application, ApplicationState
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.docket import Docket, Item
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import OUT_OF_JUDGEMENT, SHOWN, is_eligible, may_see, standing_of

ById = dict[uuid.UUID, dict[str, CheckAnswer]]

MAX_CALLS = 50
"""How many calls of an evaluator a page lists."""

AS_IT_IS_NOW = {"populate_existing": True}
"""Read a row anew although the session knows it: who has waited for a lock must see what was changed meanwhile."""


def checks_of(call_id: uuid.UUID) -> ById:
    """Return the answered administrative criteria of a call's applications by their code."""
    return _by_code(select(CheckAnswer).join(Application).where(Application.call_id == call_id))


def checks_for(application_ids: Collection[uuid.UUID]) -> ById:
    """Return the answered administrative criteria of some applications by their code, as they are now."""
    answers = select(CheckAnswer).where(CheckAnswer.application_id.in_(application_ids))
    return _by_code(answers.execution_options(**AS_IT_IS_NOW))


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


def declaration_of(person: Person, application: Application) -> Declaration | None:
    """Return what an evaluator declared about an application, if anything, as it is now."""
    own = select(Declaration).where(Declaration.application_id == application.id, Declaration.evaluator_id == person.id)
    return db.session.scalar(own, execution_options=AS_IT_IS_NOW)


def sheet_of(person: Person, application: Application) -> Sheet | None:
    """Return an evaluator's sheet for an application, if there is one, as it is now."""
    own = select(Sheet).where(Sheet.application_id == application.id, Sheet.evaluator_id == person.id)
    return db.session.scalar(own, execution_options=AS_IT_IS_NOW)


def has_other_sheet(person: Person, application: Application) -> bool:
    """Tell whether somebody else submitted a sheet for an application."""
    of_others = select(Sheet.id).where(
        Sheet.application_id == application.id, Sheet.evaluator_id != person.id, Sheet.state == SheetState.SUBMITTED
    )
    return db.session.scalar(of_others.limit(1)) is not None


def in_judgement(call: Call) -> list[Application]:
    """Return the applications of a call that are judged, with their members, in the order of submission."""
    judged = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.not_in(OUT_OF_JUDGEMENT))
        .options(selectinload(Application.members), selectinload(Application.organisation))
        .order_by(Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(judged))


def calls_of_evaluator(person: Person) -> list[Call]:
    """Return at most MAX_CALLS calls in whose committee a person sits today, the newest deadline first."""
    _organisers, calls = places(person, RoleKind.EVALUATOR)
    query = select(Call).where(Call.id.in_(calls)).order_by(Call.closes_at.desc(), Call.id)
    return list(db.session.scalars(query.limit(MAX_CALLS)))


def calls_to_check(person: Person) -> list[tuple[Call, int]]:
    """Return at most MAX_CALLS calls with applications that this official has to check, and how many these are."""
    organisers, calls = places(person, RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not organisers and not calls:
        return []
    counted = (
        select(Application.call_id, func.count().label("waiting"))
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


def docket_of(person: Person, call: Call) -> Docket:
    """Return what lies before an evaluator in a call; see `dockets_of`."""
    return dockets_of(person, [call])[0]


def dockets_of(person: Person, calls: Iterable[Call]) -> list[Docket]:
    """Return what lies before an evaluator in each call, in six statements, however many calls and applications."""
    dockets = {call.id: Docket(call) for call in calls}
    rules = rules_of_each(docket.call for docket in dockets.values())
    shown = [call_id for call_id, docket in dockets.items() if docket.call.stage in SHOWN]
    if not shown:
        return list(dockets.values())
    declarations, sheets = _declared_by(person, shown), _sheets_by(person, shown)
    ineligible = _ineligible_in(shown)
    for application in _judged_in(shown):
        declaration, sheet = declarations.get(application.id), sheets.get(application.id)
        standing = standing_of(
            person,
            application,
            rules[application.call_id],
            eligible=application.id not in ineligible,
            declaration=declaration,
            sheet=sheet,
        )
        dockets[application.call_id].items.append(Item(application, standing, declaration, sheet))
    return list(dockets.values())


def item_for(application_id: uuid.UUID, person: Person) -> Item:
    """Return an application with what an evaluator has said about it; raise NotFound unless they may see it."""
    wanted = (
        select(Application)
        .where(Application.id == application_id)
        .options(joinedload(Application.call), joinedload(Application.organisation), selectinload(Application.members))
    )
    application = db.session.scalars(wanted).one_or_none()
    if application is None or not may_see(person, application):
        raise NotFound
    declaration, sheet = declaration_of(person, application), sheet_of(person, application)
    eligible = is_eligible(checks_for([application.id])[application.id])
    standing = standing_of(
        person, application, rules_of(application.call), eligible=eligible, declaration=declaration, sheet=sheet
    )
    return Item(application, standing, declaration, sheet)


def unchecked_in(call_id: uuid.UUID) -> list[str]:
    """Return the references of the applications of a call that are not checked, in the order of submission."""
    waiting = select(Application.reference).where(
        Application.call_id == call_id, Application.state == ApplicationState.SUBMITTED
    )
    ordered = waiting.order_by(Application.submitted_at, Application.id)
    return [reference or "" for reference in db.session.scalars(ordered)]


def next_unchecked(call_id: uuid.UUID, after: Application | None = None) -> uuid.UUID | None:
    """Return the next application that is not checked, in the order of submission and beginning anew after the last."""
    waiting = select(Application.id).where(
        Application.call_id == call_id, Application.state == ApplicationState.SUBMITTED
    )
    order: list[ColumnElement[int]] = []
    if after is not None:
        waiting = waiting.where(Application.id != after.id)
        order = [case((_later_than(after), 0), else_=1)]
    return db.session.scalar(waiting.order_by(*order, Application.submitted_at, Application.id).limit(1))


def _later_than(application: Application) -> ColumnElement[bool]:
    same_time = and_(Application.submitted_at == application.submitted_at, Application.id > application.id)
    return or_(Application.submitted_at > application.submitted_at, same_time)


def _judged_in(call_ids: Collection[uuid.UUID]) -> list[Application]:
    judged = (
        select(Application)
        .where(Application.call_id.in_(call_ids), Application.state.not_in(OUT_OF_JUDGEMENT))
        .options(joinedload(Application.call), joinedload(Application.organisation), selectinload(Application.members))
        .order_by(Application.call_id, Application.submitted_at, Application.id)
    )
    return list(db.session.scalars(judged))


def _declared_by(person: Person, call_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Declaration]:
    own = (
        select(Declaration)
        .join(Application)
        .where(Application.call_id.in_(call_ids), Declaration.evaluator_id == person.id)
    )
    return {declaration.application_id: declaration for declaration in db.session.scalars(own)}


def _sheets_by(person: Person, call_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Sheet]:
    own = select(Sheet).join(Application).where(Application.call_id.in_(call_ids), Sheet.evaluator_id == person.id)
    return {sheet.application_id: sheet for sheet in db.session.scalars(own)}


def _ineligible_in(call_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    failed = (
        select(CheckAnswer.application_id)
        .join(Application)
        .where(Application.call_id.in_(call_ids), CheckAnswer.answer == Answer.NO)
    )
    return set(db.session.scalars(failed))


def _by_code(answers: Select[CheckAnswer]) -> ById:
    checks: ById = defaultdict(dict)
    for answer in db.session.scalars(answers):
        checks[answer.application_id][answer.code] = answer
    return checks
