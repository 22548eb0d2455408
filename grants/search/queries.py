"""What officials find; a constant number of statements, and nothing that their own pages would not show them."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from grants.accounts.models import Organisation, Person, Role, RoleKind
from grants.accounts.policies import places, today
from grants.applications.models import Application, ApplicationMember, ApplicationState
from grants.applications.policies import UNSENT, is_call_sealed
from grants.calls.models import Call
from grants.calls.policies import OFFICE
from grants.db import db
from grants.evaluation.models import Declaration
from grants.evaluation.standings import own_to
from grants.finding import begins_a_word, begun_by, found_by, pattern_of, words_in
from grants.web.ordering import in_alphabet, in_order

MOST_FOUND = 20
"""Calls, applications and people that are named, each."""
MAX_CALLS = 1000
"""Calls that are looked through, the newest."""
MOST_READ = 500
"""People, in calls and at work each, who are read to be put in the reader's order before the first are named."""


class FoundApplication(NamedTuple):
    """Be an application that was found: what a list shows of it."""

    id: uuid.UUID
    reference: str | None
    title: str
    applicant: str | None
    state: ApplicationState
    call_id: uuid.UUID


class FoundPerson(NamedTuple):
    """Be somebody who was found, and where: in a call's committee or office, or at work on an application."""

    name: str
    email: str
    call_id: uuid.UUID | None
    application_id: uuid.UUID | None
    reference: str | None


@dataclass(frozen=True)
class Found:
    """Hold what was found, at most MOST_FOUND of each."""

    calls: list[Call]
    applications: list[FoundApplication]
    people: list[FoundPerson]
    by_id: dict[uuid.UUID, Call]


def find(person: Person, typed: str) -> Found:
    """Return what an official finds by what they typed; nothing by nothing. Four statements."""
    calls = _calls_of(person)
    by_id = {call.id: call for call in calls}
    if not words_in(typed) or not calls:
        return Found([], [], [], by_id)
    opened = [call.id for call in calls if not is_call_sealed(call)]
    patterns = [re.compile(pattern_of(word)) for word in words_in(typed)]
    named = [call for call in calls if all(each.search(_words_of(call)) for each in patterns)]
    begun = [re.compile(begins_a_word(word)) for word in words_in(typed)]
    named.sort(key=lambda call: not all(each.search(_words_of(call)) for each in begun))
    everybody = [*_in_roles(typed, by_id), *_at_work(person, typed, opened)]
    people = in_order(everybody, lambda each: (each.name, each.email))
    return Found(named[:MOST_FOUND], _applications(typed, by_id, opened), people[:MOST_FOUND], by_id)


def _calls_of(person: Person) -> list[Call]:
    organisers, calls = places(person, *OFFICE)
    wanted = select(Call).where(or_(Call.organiser_id.in_(organisers), Call.id.in_(calls)))
    return list(db.session.scalars(wanted.order_by(Call.closes_at.desc(), Call.id).limit(MAX_CALLS)))


def _words_of(call: Call) -> str:
    return " ".join([*map(str, call.title.values()), call.slug])


def _applications(typed: str, calls: Collection[uuid.UUID], opened: Collection[uuid.UUID]) -> list[FoundApplication]:
    """Find by number and applicant, and by title what was opened already: the whole number first, then whole words."""
    known = found_by(typed, Application.reference, Organisation.name)
    titled = found_by(typed, Application.reference, Organisation.name, Application.title)
    wanted = (
        select(
            Application.id,
            Application.reference,
            Application.title,
            Organisation.name,
            Application.state,
            Application.call_id,
        )
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.call_id.in_(calls), Application.submitted_at.is_not(None), Application.state.not_in(UNSENT))
        .where(or_(known, and_(Application.call_id.in_(opened), titled)))
        .order_by(_rank(typed, opened), Application.submitted_at.desc(), Application.id)
    )
    found = [FoundApplication(*row) for row in db.session.execute(wanted.limit(MOST_FOUND))]
    return [each if each.call_id in opened else each._replace(title="") for each in found]


def _rank(typed: str, opened: Collection[uuid.UUID]) -> ColumnElement[int]:
    """Return how likely an application is meant; what is sealed counts for nothing, or the order would tell of it."""
    known = begun_by(typed, Application.reference, Organisation.name)
    titled = begun_by(typed, Application.reference, Organisation.name, Application.title)
    likely = or_(known, and_(Application.call_id.in_(opened), titled))
    return case((Application.reference == typed.upper(), 0), (likely, 1), else_=2)


def _in_roles(typed: str, calls: Collection[uuid.UUID]) -> list[FoundPerson]:
    """Find who holds a role in one of the calls today, such as a seat in its committee."""
    day = today()
    wanted = (
        select(Person.name, Person.email, Role.call_id)
        .join(Role, Role.person_id == Person.id)
        .where(Role.call_id.in_(calls), Role.kind.in_([RoleKind.EVALUATOR, RoleKind.SECRETARY, RoleKind.COORDINATOR]))
        .where(Role.ended_at.is_(None), Role.starts_on <= day, or_(Role.ends_on.is_(None), Role.ends_on >= day))
        .where(found_by(typed, Person.name, Person.email))
        .order_by(in_alphabet(Person.name.expression), Person.email, Role.call_id)
        .limit(MOST_READ)
    )
    return [FoundPerson(name, email, call_id, None, None) for name, email, call_id in db.session.execute(wanted)]


def _at_work(person: Person, typed: str, opened: Collection[uuid.UUID]) -> list[FoundPerson]:
    """Find who works on what was opened, and is neither one's own nor in conflict with who looks."""
    in_conflict = exists().where(
        Declaration.application_id == Application.id, Declaration.evaluator_id == person.id, Declaration.conflict
    )
    wanted = (
        select(Person.name, Person.email, Application.call_id, Application.id, Application.reference)
        .join(ApplicationMember, ApplicationMember.person_id == Person.id)
        .join(Application, Application.id == ApplicationMember.application_id)
        .where(Application.call_id.in_(opened), Application.submitted_at.is_not(None), Application.state.not_in(UNSENT))
        .where(ApplicationMember.works, ~own_to(person), ~in_conflict, found_by(typed, Person.name, Person.email))
        .order_by(in_alphabet(Person.name.expression), Person.email, Application.submitted_at.desc(), Application.id)
        .limit(MOST_READ)
    )
    return [FoundPerson(*row) for row in db.session.execute(wanted)]
