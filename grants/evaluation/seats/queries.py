"""What is read of the answers to seats; one statement each."""

import uuid

from sqlalchemy import select

from grants.accounts.models import Person, Role, RoleKind
from grants.accounts.policies import active_roles
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.seats.models import SeatAnswer


def seat_in(person: Person, call: Call) -> Role | None:
    """Return the seat that a person holds in the committee of a call today, without any statement."""
    held = (role for role in active_roles(person) if role.call_id == call.id and role.kind is RoleKind.EVALUATOR)
    return next(held, None)


def answer_to(seat: Role) -> SeatAnswer | None:
    """Return what was answered to a seat, if anything."""
    return db.session.scalar(select(SeatAnswer).where(SeatAnswer.role_id == seat.id))


def answers_in(call_id: uuid.UUID) -> dict[uuid.UUID, SeatAnswer]:
    """Return what was answered to the seats of a committee, by the id of the role."""
    given = select(SeatAnswer).join(Role, Role.id == SeatAnswer.role_id).where(Role.call_id == call_id)
    return {answer.role_id: answer for answer in db.session.scalars(given)}


def signed_by(person: Person) -> set[uuid.UUID]:
    """Return the calls in whose committee a person sits today and has signed what its members promise."""
    seats = {role.id: role.call_id for role in active_roles(person) if role.call_id and role.kind is RoleKind.EVALUATOR}
    signed = select(SeatAnswer.role_id).where(SeatAnswer.role_id.in_(seats), SeatAnswer.accepted)
    return {seats[role_id] for role_id in db.session.scalars(signed)}


def has_signed(person: Person, call: Call) -> bool:
    """Tell whether a member has signed what every member of the committee of a call promises."""
    seat = seat_in(person, call)
    answer = answer_to(seat) if seat else None
    return answer is not None and answer.accepted
