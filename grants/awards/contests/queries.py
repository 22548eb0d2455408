"""What is read of complaints."""

import uuid
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.policies import holds, places
from grants.accounts.queries import held_today
from grants.applications.models import Application
from grants.awards.contests.models import Complaint, FreshSheet, Ruling, RulingSending
from grants.awards.letters.dates import last_day_of
from grants.awards.letters.queries import letter_of
from grants.awards.models import Decision
from grants.calls.models import Call
from grants.calls.queries import IN_PLACES
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Declaration, Sheet
from grants.evaluation.policies import is_own
from grants.evaluation.standings import owned_by
from grants.web.ordering import in_order
from grants.web.slots import PERSON

MAX_LISTED = 100
"""Complaints that a page lists."""
_SENDINGS = selectinload(Complaint.sendings)
_WHOLE = (joinedload(Complaint.application).joinedload(Application.organisation), joinedload(Complaint.decision))

# What waits is asked for on start pages: the statements are built once, and whether there is anything is asked apart.
_IN_CONFLICT = exists().where(
    Declaration.application_id == Complaint.application_id, Declaration.evaluator_id == PERSON, Declaration.conflict
)
_HAS_OWN = select(Application.id).where(Application.call_id == Complaint.call_id, owned_by(PERSON)).exists()
_SENT = exists().where(RulingSending.complaint_id == Complaint.id, RulingSending.failed_at.is_(None))
_TO_HANDLE = or_(
    Complaint.concluded_at.is_(None),
    # The signed decision is still to be sent; what came in a file was told elsewhere.
    and_(Complaint.ruling == Ruling.REJECTED, Complaint.ruled_by_id.is_not(None), ~_SENT),
)
_FOR_OFFICIALS = (
    select(Complaint)
    .join(Call, Call.id == Complaint.call_id)
    .where(_TO_HANDLE, IN_PLACES, ~_IN_CONFLICT, ~_HAS_OWN)
    .options(joinedload(Complaint.application).joinedload(Application.call))
    .order_by(Complaint.answer_until, Complaint.id)
    .limit(MAX_LISTED)
)
_TO_EVALUATE = (
    FreshSheet.evaluator_id == PERSON,
    FreshSheet.submitted_at.is_(None),
    FreshSheet.declined_at.is_(None),
    FreshSheet.complaint_id == Complaint.id,
    Complaint.concluded_at.is_(None),
)
_FOR_EVALUATOR = (
    select(FreshSheet)
    .where(*_TO_EVALUATE)
    .options(joinedload(FreshSheet.complaint).joinedload(Complaint.application).joinedload(Application.call))
    .order_by(FreshSheet.named_at, FreshSheet.id)
    .limit(MAX_LISTED)
)
ANYTHING_WAITS = or_(
    exists().where(Complaint.call_id == Call.id, _TO_HANDLE, IN_PLACES),
    exists().where(*_TO_EVALUATE),
)


def complaints_in(call: Call) -> list[Complaint]:
    """Return the complaints in a call, those to decide first."""
    made = select(Complaint).where(Complaint.call_id == call.id).options(*_WHOLE, _SENDINGS)
    ordered = made.order_by(Complaint.concluded_at.is_not(None), Complaint.number)
    return list(db.session.scalars(ordered.limit(MAX_LISTED)))


def complaints_by_application(call: Call) -> dict[uuid.UUID, list[Complaint]]:
    """Return every complaint in a call by application, in the order in which they came; one statement."""
    found: dict[uuid.UUID, list[Complaint]] = {}
    for one in db.session.scalars(select(Complaint).where(Complaint.call_id == call.id).order_by(Complaint.number)):
        found.setdefault(one.application_id, []).append(one)
    return found


def complaints_about(application: Application) -> list[Complaint]:
    """Return the complaints about the decisions on an application, the first one first."""
    made = select(Complaint).where(Complaint.application_id == application.id).options(_SENDINGS)
    return list(db.session.scalars(made.order_by(Complaint.number).limit(MAX_LISTED)))


def complaint_by_id(complaint_id: uuid.UUID) -> Complaint:
    """Return a complaint; raise NotFound."""
    found = db.session.scalar(select(Complaint).where(Complaint.id == complaint_id).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def is_contested(application_id: ColumnElement[uuid.UUID] | uuid.UUID) -> ColumnElement[bool]:
    """Return whether a complaint about an application is open, in SQL: then the decision on it is suspended."""
    return exists().where(Complaint.application_id == application_id, Complaint.concluded_at.is_(None))


def open_in(call: Call) -> list[Complaint]:
    """Return the complaints of a call that are to be decided or acted upon; one statement."""
    made = select(Complaint).where(Complaint.call_id == call.id, Complaint.concluded_at.is_(None))
    return list(db.session.scalars(made.order_by(Complaint.number).limit(MAX_LISTED)))


def fresh_sheets_of(complaint: Complaint) -> list[FreshSheet]:
    """Return who evaluates anew, with what they have done, those who declined too."""
    found = select(FreshSheet).where(FreshSheet.complaint_id == complaint.id)
    people = joinedload(FreshSheet.evaluator).options(lazyload(Person.roles))
    return list(db.session.scalars(found.options(people).order_by(FreshSheet.named_at, FreshSheet.id)))


def fresh_sheet_of(complaint: Complaint, person: Person) -> FreshSheet:
    """Return what a person was asked to evaluate anew; raise NotFound."""
    own = FreshSheet.complaint_id == complaint.id, FreshSheet.evaluator_id == person.id
    found = db.session.scalar(select(FreshSheet).where(*own))
    if found is None:
        raise NotFound
    return found


def fresh_candidates(complaint: Complaint) -> list[Person]:
    """Return who sits in the committee and may evaluate anew."""
    people = [seat.person for seat in taken_seats(complaint.call_id)]
    barred = barred_from(complaint, [person.id for person in people])
    barred |= {fresh.evaluator_id for fresh in fresh_sheets_of(complaint)}
    return [one for one in people if one.id not in barred and not is_own(one, complaint.application)]


def barred_from(complaint: Complaint, people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return who, of these people, is on record as having scored the application or being in conflict with it."""
    scored = select(Sheet.evaluator_id).where(
        Sheet.application_id == complaint.application_id, Sheet.evaluator_id.in_(people)
    )
    conflict = select(Declaration.evaluator_id).where(
        Declaration.application_id == complaint.application_id,
        Declaration.conflict,
        Declaration.evaluator_id.in_(people),
    )
    return {one for query in (scored, conflict) for one in db.session.scalars(query)}


def last_day_to_contest(decision: Decision, rules: Rules) -> date | None:
    """Return the last day to contest a decision, of its letter; None where that is not known here."""
    letter = letter_of(decision)
    if letter is None:
        return last_day_of(decision, None, rules) if decision.confirmed_by_id is None else None
    return letter.contest_until


def officials_in(call: Call) -> list[Person]:
    """Return the coordinators and secretaries of a call, by name."""
    kinds = (RoleKind.COORDINATOR, RoleKind.SECRETARY)
    here = or_(Role.organiser_id == call.organiser_id, Role.call_id == call.id)
    found = select(Person).where(Person.id.in_(select(Role.person_id).where(Role.kind.in_(kinds), here, held_today())))
    people = db.session.scalars(found.options(lazyload(Person.roles)).order_by(Person.id))
    return in_order(people, lambda person: person.name)


def waiting_for_officials(person: Person) -> list[Complaint]:
    """Return the complaints that an official is to handle, the nearest term first; for others nothing, at no cost.

    Those that are open, and those that were rejected while the signed decision is not sent.
    """
    organisers, calls = places(person, RoleKind.COORDINATOR, RoleKind.SECRETARY)
    if not organisers and not calls:
        return []
    places_of = {"organiser_ids": organisers, "call_ids": calls}
    return list(db.session.scalars(_FOR_OFFICIALS, {"person_id": person.id, **places_of}))


def waiting_for_evaluator(person: Person) -> list[FreshSheet]:
    """Return what a person was asked to evaluate anew and has not answered; for others nothing, at no cost."""
    if not holds(person, RoleKind.EVALUATOR):
        return []
    return list(db.session.scalars(_FOR_EVALUATOR, {"person_id": person.id}))
