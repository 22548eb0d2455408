"""What is read of interests: likely conflicts, declared ones, help given, and what officials have to declare."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from grants.accounts.models import Organisation, Person
from grants.applications.models import Application, ApplicationMember, Confirmation
from grants.applications.stretches import ORDER, PAGE, WITHOUT_CONTENT
from grants.calls.models import Call
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.interests.hints import Applicant, Hint, Known, bodies_of, likely
from grants.evaluation.interests.models import Consultation
from grants.evaluation.models import Declaration
from grants.evaluation.policies import OUT_OF_JUDGEMENT
from grants.evaluation.standings import own_to
from grants.web.ordering import in_alphabet

MAX_ROWS = 200
"""Likely conflicts, declared ones or consultations that a page lists."""

Hints = dict[tuple[uuid.UUID, uuid.UUID], tuple[Hint, ...]]
"""By person and application; who has none is missing."""


@dataclass(frozen=True)
class DeclaredConflict:
    """Hold a conflict in force with whose it is and what it is about."""

    declaration: Declaration
    person: Person
    application: Application


def hints_for(people: Iterable[Person], call: Call, application_ids: Collection[uuid.UUID] | None = None) -> Hints:
    """Return which of these people are likely in conflict with which applications of a call, all unless named.

    Six statements, whatever their numbers.
    """
    known = _known(list(people), call)
    applicants = _applicants(call, application_ids)
    found = (
        ((person.person_id, applicant.application_id), likely(person, applicant))
        for person in known
        for applicant in applicants
    )
    return {pair: hints for pair, hints in found if hints}


def applications_by_id(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Application]:
    """Return applications with the names of their applicants and without content."""
    found = select(Application).where(Application.id.in_(ids)).options(*WITHOUT_CONTENT)
    return {one.id: one for one in db.session.scalars(found)}


def conflicts_in(call: Call) -> list[DeclaredConflict]:
    """Return at most MAX_ROWS conflicts in force in a call, in the order of submission, with whose they are."""
    found = (
        select(Declaration, Person, Application)
        .join(Person, Person.id == Declaration.evaluator_id)
        .join(Application, Application.id == Declaration.application_id)
        .where(Application.call_id == call.id, Declaration.conflict)
        .options(lazyload(Person.roles), *WITHOUT_CONTENT)
        .order_by(*ORDER, in_alphabet(Person.name.expression))
        .limit(MAX_ROWS)
    )
    return [DeclaredConflict(*row) for row in db.session.execute(found)]


def conflict_by_id(call: Call, declaration_id: uuid.UUID) -> DeclaredConflict:
    """Return a conflict in force in a call with what and whom it is about; raise NotFound."""
    found = (
        select(Declaration, Person, Application)
        .join(Application, Application.id == Declaration.application_id)
        .join(Person, Person.id == Declaration.evaluator_id)
        .where(Declaration.id == declaration_id, Application.call_id == call.id, Declaration.conflict)
        .options(joinedload(Application.organisation))
    )
    row = db.session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    return DeclaredConflict(*row)


def consultations_in(call: Call) -> list[Consultation]:
    """Return the newest MAX_ROWS consultations of a call with who gave them."""
    given = (
        select(Consultation)
        .join(Consultation.person)
        .where(Consultation.call_id == call.id)
        .options(contains_eager(Consultation.person).options(lazyload(Person.roles)))
        .order_by(Consultation.given_on.desc(), Consultation.recorded_at.desc(), Consultation.id)
    )
    return list(db.session.scalars(given.limit(MAX_ROWS)))


def own_in(person: Person, call: Call) -> set[uuid.UUID]:
    """Return the applications of a call that are a person's own, as for the committee."""
    return set(db.session.scalars(select(Application.id).where(_judged(call), own_to(person))))


def to_declare(person: Person, call: Call) -> list[Application]:
    """Return the first PAGE applications of a call about which an official has not declared, with their applicants."""
    waiting = _undeclared(person, call, select(Application)).options(*WITHOUT_CONTENT)
    return list(db.session.scalars(waiting.order_by(*ORDER).limit(PAGE)))


def has_to_declare(person: Person, call: Call) -> bool:
    """Tell whether an official has not declared about some application of a call."""
    return db.session.scalar(_undeclared(person, call, select(Application.id)).limit(1)) is not None


def has_own_in(person: Person, call: Call) -> bool:
    """Tell whether something that is judged in a call is a person's own."""
    return db.session.scalar(select(Application.id).where(_judged(call), own_to(person)).limit(1)) is not None


def has_conflict_in(person: Person, call: Call) -> bool:
    """Tell whether a person is in conflict with any application of a call that is still judged."""
    declared = (
        select(Declaration.id)
        .join(Application, Application.id == Declaration.application_id)
        .where(
            Application.call_id == call.id,
            Application.state.not_in(OUT_OF_JUDGEMENT),
            Declaration.evaluator_id == person.id,
            Declaration.conflict,
        )
    )
    return db.session.scalar(declared.limit(1)) is not None


def in_conflict(person: Person, application: Application) -> bool:
    """Tell whether a person is in conflict with an application, declared or recorded."""
    declared = select(Declaration.id).where(
        Declaration.application_id == application.id, Declaration.evaluator_id == person.id, Declaration.conflict
    )
    return db.session.scalar(declared) is not None


def closed_to(person: Person, call_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the applications of a call with which a person is in conflict, or which are their own."""
    declared = exists().where(
        Declaration.application_id == Application.id, Declaration.evaluator_id == person.id, Declaration.conflict
    )
    closed = select(Application.id).where(Application.call_id == call_id, declared | own_to(person))
    return set(db.session.scalars(closed))


def _undeclared(person: Person, call: Call, wanted: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    declared = exists().where(Declaration.application_id == Application.id, Declaration.evaluator_id == person.id)
    return wanted.where(_judged(call), ~declared, ~own_to(person))


def _judged(call: Call) -> ColumnElement[bool]:
    return (Application.call_id == call.id) & Application.state.not_in(OUT_OF_JUDGEMENT)


def _known(people: list[Person], call: Call) -> list[Known]:
    """Return what is known of each person: three statements."""
    ids = [person.id for person in people]
    body = Organisation.registration_number, Organisation.name
    worked = (
        select(ApplicationMember.person_id, *body)
        .join(Application, Application.id == ApplicationMember.application_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(ApplicationMember.person_id.in_(ids), ApplicationMember.accepted_at.is_not(None))
    )
    earlier = (
        select(Declaration.evaluator_id, *body)
        .join(Application, Application.id == Declaration.application_id)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(Declaration.evaluator_id.in_(ids), Declaration.conflict, Application.call_id != call.id)
    )
    helped = select(Consultation.person_id, Consultation.registration_number, Consultation.applicant).where(
        Consultation.call_id == call.id, Consultation.person_id.in_(ids)
    )
    bodies: dict[uuid.UUID, dict[Hint, frozenset[str]]] = defaultdict(lambda: defaultdict(frozenset))
    for hint, asked in ((Hint.ORGANISATION, worked), (Hint.EARLIER, earlier), (Hint.HELP, helped)):
        for person_id, number, name in db.session.execute(asked):
            bodies[person_id][hint] |= bodies_of(number, name) | _named(hint, name)
    return [Known(person.id, person.email, bodies[person.id]) for person in people]


def _named(hint: Hint, name: str) -> frozenset[str]:
    """Return the name too where somebody typed it: they may not have known the number."""
    return bodies_of(None, name) if hint is Hint.HELP else frozenset()


def _applicants(call: Call, application_ids: Collection[uuid.UUID] | None) -> list[Applicant]:
    """Return what the applicants of a call are known by: three statements."""
    wanted = (
        select(Application.id, Organisation.registration_number, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(_judged(call))
    )
    members = (
        select(ApplicationMember.application_id, Person.email)
        .join(Person, Person.id == ApplicationMember.person_id)
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(_judged(call), ApplicationMember.accepted_at.is_not(None))
    )
    parties = (
        select(Confirmation.application_id, Confirmation.email)
        .join(Application, Application.id == Confirmation.application_id)
        .where(_judged(call), Confirmation.replaced_at.is_(None), Confirmation.email != "")
    )
    if application_ids is not None:
        named = Application.id.in_(application_ids)
        wanted, members, parties = wanted.where(named), members.where(named), parties.where(named)
    working, confirming = _by_application(members), _by_application(parties)
    return [
        Applicant(one, bodies_of(number, name or "") | bodies_of(None, name or ""), working[one], confirming[one])
        for one, number, name in db.session.execute(wanted)
    ]


def _by_application(asked: Select[uuid.UUID, str]) -> dict[uuid.UUID, frozenset[str]]:
    """Return what a query of applications and texts finds of each, and nothing of the others."""
    found: dict[uuid.UUID, frozenset[str]] = defaultdict(frozenset)
    for application_id, email in db.session.execute(asked):
        found[application_id] |= {email}
    return found
