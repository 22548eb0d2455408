"""What officials read of a committee: who sits in it, and how far each member has come. Never a mark."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Exists, Select, Subquery, exists, func, select, union
from sqlalchemy.orm import aliased, joinedload, lazyload, selectinload

from grants.accounts.models import Organisation, Person, Role, RoleKind
from grants.accounts.policies import today
from grants.applications.models import Application, ApplicationMember, Confirmation
from grants.calls.models import Call, Stage
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import NotFound
from grants.evaluation.assigning.pairs import at_least, expected_of, places_of, with_open_places
from grants.evaluation.models import Answer, CheckAnswer, Declaration, Sheet, SheetState
from grants.evaluation.policies import OUT_OF_JUDGEMENT, assigns, enters_sheets
from grants.evaluation.standings import BY_LINK
from grants.web.ordering import in_order


@dataclass(frozen=True)
class Progress:
    """Tell how many of the sheets that a member can fill in they have submitted."""

    role: Role
    submitted: int
    expected: int


def seats_of(call_id: uuid.UUID) -> list[Role]:
    """Return every seat ever given in the committee of a call with its person, by seat and name."""
    return _by_seat(db.session.scalars(_held_in(call_id, RoleKind.EVALUATOR)))


def secretaries_of(call_id: uuid.UUID) -> list[Role]:
    """Return who was ever made the secretary of a call, with the person; those of its organiser are not among them."""
    return _by_seat(db.session.scalars(_held_in(call_id, RoleKind.SECRETARY)))


def seat_by_id(call_id: uuid.UUID, role_id: uuid.UUID) -> Role:
    """Return a seat in the committee of a call or the role of its secretary; raise NotFound for any other role."""
    role = db.session.get(Role, role_id)
    if role is None or role.call_id != call_id or role.kind not in {RoleKind.EVALUATOR, RoleKind.SECRETARY}:
        raise NotFound
    return role


def taken_seats(call_id: uuid.UUID) -> list[Role]:
    """Return the seats that are held today."""
    day = today()
    return [role for role in seats_of(call_id) if role.active_on(day)]


def progress_of(call_id: uuid.UUID, rules: Rules, seats: list[Role]) -> list[Progress]:
    """Return how far each member who fills in sheets has come, in three statements."""
    judged = eligible_in(call_id)
    submitted, aside = _submitted_in(judged), _standing_aside(judged)
    if assigns(rules):
        given = expected_of(judged, aside)
        expected = {seat.person_id: given.get(seat.person_id, 0) for seat in seats}
    else:
        whole = db.session.scalar(select(func.count()).select_from(judged.subquery())) or 0
        excluded = _by_person(aside)
        expected = {seat.person_id: whole - excluded.get(seat.person_id, 0) for seat in seats}
    return [
        Progress(seat, submitted.get(seat.person_id, 0), expected[seat.person_id])
        for seat in seats
        if enters_sheets(seat.seat, rules)
    ]


def undeclared_of(call: Call, rules: Rules, seats: list[Role], whole: int) -> dict[uuid.UUID, int]:
    """Count the eligible applications, `whole` of them, that ask each member for a declaration; one statement.

    Where members are assigned these are their own once scoring has begun, except in a blind call:
    `standings.standing_to` for many.
    """
    judged = eligible_in(call.id)
    declared = select(Declaration.evaluator_id.label("person_id"), Declaration.application_id)
    known = union(declared.where(Declaration.application_id.in_(judged)), *_own_among(judged)).subquery()
    if assigns(rules) and call.stage is not Stage.CHECKING and not rules.scoring.blind:
        open_ones = expected_of(judged, known)
        return {seat.person_id: open_ones.get(seat.person_id, 0) for seat in seats}
    said = _by_person(known)
    return {seat.person_id: whole - said.get(seat.person_id, 0) for seat in seats}


def own_of_members(call_id: uuid.UUID, seats: list[Role]) -> list[tuple[Person, list[Application]]]:
    """Return who of these has an application of their own in a call, with it; drafts are nothing for officials."""
    sent = select(Application.id).where(Application.call_id == call_id, Application.state.not_in(OUT_OF_JUDGEMENT))
    pairs = union(*_own_among(sent)).subquery()
    found = (
        select(pairs.c.person_id, Application)
        .join(Application, Application.id == pairs.c.application_id)
        .order_by(Application.submitted_at, Application.id)
    )
    own: dict[uuid.UUID, list[Application]] = defaultdict(list)
    for person_id, application in db.session.execute(found.where(pairs.c.person_id.in_([s.person_id for s in seats]))):
        own[person_id].append(application)
    return [(seat.person, own[seat.person_id]) for seat in seats if seat.person_id in own]


def too_few_sheets(call_id: uuid.UUID, needed: int) -> list[str]:
    """Return the references of eligible applications with fewer sheets than needed; none counts in a conflict.

    Where members are assigned, everybody assigned is needed.
    """
    counted = (
        select(Sheet.application_id, func.count().label("sheets"))
        .where(Sheet.state == SheetState.SUBMITTED, ~_in_conflict())
        .group_by(Sheet.application_id)
        .subquery()
    )
    places = places_of()
    short = (
        select(Application.reference)
        .outerjoin(counted, counted.c.application_id == Application.id)
        .outerjoin(places, places.c.application_id == Application.id)
        .where(Application.id.in_(eligible_in(call_id)), func.coalesce(counted.c.sheets, 0) < at_least(needed, places))
        .order_by(Application.submitted_at, Application.id)
    )
    return [reference or "" for reference in db.session.scalars(short)]


def too_few_judges(call_id: uuid.UUID, seated: Collection[uuid.UUID], needed: int) -> list[str]:
    """Return the references of eligible applications that cannot get the sheets needed from who sits in the committee.

    Of them judges who does not stand aside; what others submitted before their seat ended counts.
    """
    judged = eligible_in(call_id)
    pairs = _standing_aside(judged)
    aside = _by_application(
        select(pairs.c.application_id, func.count().label("people")).where(pairs.c.person_id.in_(seated))
    )
    former = _by_application(
        select(Sheet.application_id, func.count().label("people")).where(
            Sheet.state == SheetState.SUBMITTED, Sheet.evaluator_id.not_in(seated), ~_in_conflict()
        )
    )
    able = len(seated) - func.coalesce(aside.c.people, 0) + func.coalesce(former.c.people, 0)
    short = (
        select(Application.reference)
        .outerjoin(aside, aside.c.application_id == Application.id)
        .outerjoin(former, former.c.application_id == Application.id)
        .where(Application.id.in_(judged), able < needed)
        .order_by(Application.submitted_at, Application.id)
    )
    return [reference or "" for reference in db.session.scalars(short)]


def open_places(call_id: uuid.UUID, seated: Collection[uuid.UUID], needed: int) -> list[str]:
    """Return the references of eligible applications with a place that nobody fills, where members are assigned."""
    judged = eligible_in(call_id)
    return with_open_places(judged, _standing_aside(judged), seated, needed)


def standing_aside_in(call_id: uuid.UUID) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (application, person) of who does not judge what among the eligible applications of a call."""
    pairs = _standing_aside(eligible_in(call_id))
    return {(row[0], row[1]) for row in db.session.execute(select(pairs.c.application_id, pairs.c.person_id))}


def _by_seat(roles: Iterable[Role]) -> list[Role]:
    """Return roles by seat, and by the names of who holds them, as their reader sorts names."""
    return sorted(in_order(roles, lambda role: role.person.name), key=lambda role: role.seat or "")


def _held_in(call_id: uuid.UUID, kind: RoleKind) -> Select[Role]:
    return (
        select(Role)
        .join(Role.person)
        .where(Role.call_id == call_id, Role.kind == kind)
        .options(joinedload(Role.person, innerjoin=True).options(lazyload(Person.roles), selectinload(Person.entered)))
        .order_by(Role.seat, Person.email, Role.starts_on, Role.id)
    )


def eligible_in(call_id: uuid.UUID) -> Select[uuid.UUID]:
    """Return a query of the ids of the applications that the committee judges, or will if they pass the checks."""
    failed = exists().where(CheckAnswer.application_id == Application.id, CheckAnswer.answer == Answer.NO)
    return select(Application.id).where(
        Application.call_id == call_id, Application.state.not_in(OUT_OF_JUDGEMENT), ~failed
    )


def _submitted_in(judged: Select[uuid.UUID]) -> dict[uuid.UUID, int]:
    counted = (
        select(Sheet.evaluator_id, func.count())
        .where(Sheet.application_id.in_(judged), Sheet.state == SheetState.SUBMITTED, ~_in_conflict())
        .group_by(Sheet.evaluator_id)
    )
    return dict(db.session.execute(counted).all())


def _in_conflict() -> Exists:
    """Tell of a row of sheets whether its evaluator declared a conflict with its application."""
    return exists().where(
        Declaration.application_id == Sheet.application_id,
        Declaration.evaluator_id == Sheet.evaluator_id,
        Declaration.conflict,
    )


def _by_person(pairs: Subquery) -> dict[uuid.UUID, int]:
    """Count the applications of each person among pairs of both."""
    counted = select(pairs.c.person_id, func.count()).group_by(pairs.c.person_id)
    return dict(db.session.execute(counted).all())


def _standing_aside(judged: Select[uuid.UUID]) -> Subquery:
    """Return who does not judge what, for a conflict or as their own."""
    declared = select(Declaration.evaluator_id.label("person_id"), Declaration.application_id)
    in_conflict = declared.where(Declaration.conflict, Declaration.application_id.in_(judged))
    return union(in_conflict, *_own_among(judged)).subquery()


def _own_among(applications: Select[uuid.UUID]) -> list[Select[uuid.UUID | None, uuid.UUID]]:
    """Return queries of people with each of these applications that is their own: `policies.is_own` in SQL."""
    worked: Select[uuid.UUID | None, uuid.UUID] = select(
        ApplicationMember.person_id.label("person_id"), ApplicationMember.application_id
    )
    entered = select(Organisation.created_by_id, Application.id).join_from(Application, Application.organisation)
    elsewhere = aliased(Organisation)
    same = (
        select(elsewhere.created_by_id, Application.id)
        .join_from(Application, Application.organisation)
        .join(elsewhere, elsewhere.registration_number == Organisation.registration_number)
        .where(Organisation.registration_number != "", elsewhere.created_by_id.is_not(None))
    )
    confirmed = select(Person.id, Confirmation.application_id).join(Person, Person.email == Confirmation.known_by)
    return [
        worked.where(ApplicationMember.accepted_at.is_not(None), ApplicationMember.application_id.in_(applications)),
        entered.where(Organisation.created_by_id.is_not(None), Application.id.in_(applications)),
        same.where(Application.id.in_(applications)),
        confirmed.where(*BY_LINK, Confirmation.application_id.in_(applications)),
    ]


def _by_application(counted: Select[uuid.UUID, int]) -> Subquery:
    return counted.group_by(counted.selected_columns.application_id).subquery()
