"""What lies before an evaluator, read: their calls, the applications of each, and one application alone."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.docket import Docket, Item
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet
from grants.evaluation.policies import OUT_OF_JUDGEMENT, SHOWN, is_eligible, may_see, standing_of
from grants.evaluation.queries import MAX_CALLS, checks_for, declaration_of, sheet_of


def calls_of_evaluator(person: Person) -> list[Call]:
    """Return at most MAX_CALLS calls in whose committee a person sits today, the newest deadline first."""
    _organisers, calls = places(person, RoleKind.EVALUATOR)
    query = select(Call).where(Call.id.in_(calls)).order_by(Call.closes_at.desc(), Call.id)
    return list(db.session.scalars(query.limit(MAX_CALLS)))


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
        .options(joinedload(Application.call), joinedload(Application.organisation), selectinload(Application.memberships))
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


def _judged_in(call_ids: Collection[uuid.UUID]) -> list[Application]:
    judged = (
        select(Application)
        .where(Application.call_id.in_(call_ids), Application.state.not_in(OUT_OF_JUDGEMENT))
        .options(joinedload(Application.call), joinedload(Application.organisation), selectinload(Application.memberships))
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
