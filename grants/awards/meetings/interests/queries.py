"""About what a substitute who is called in has not declared yet."""

import uuid
from collections.abc import Collection

from sqlalchemy import select

from grants.accounts.models import Person, Seat
from grants.awards.ranking import Outcome
from grants.awards.standing import FullStanding, Listed
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import Declaration
from grants.web.ordering import in_order


def substitutes_in(call: Call) -> set[uuid.UUID]:
    """Return who sits in the committee of a call as a substitute."""
    return {seat.person_id for seat in taken_seats(call.id) if seat.seat is Seat.SUBSTITUTE}


def undeclared_by(person: Person, standing: FullStanding) -> list[Listed]:
    """Return what a person has declared nothing about, by applicant and title; one statement.

    What is withdrawn, or their own, asks for no declaration; nothing does once the committee has decided.
    """
    if standing.call.stage is not Stage.DELIBERATION:
        return []
    ranked = [one for placement, one in standing.placed if placement.outcome is not Outcome.WITHDRAWN]
    wanted = {one.id: one for one in ranked if not one.is_own(person)}
    declared = select(Declaration.application_id).where(
        Declaration.evaluator_id == person.id, Declaration.application_id.in_(wanted)
    )
    known = set(db.session.scalars(declared)) if wanted else set()
    waiting = [one for one in wanted.values() if one.id not in known]
    return in_order(waiting, lambda one: (one.applicant, one.title, str(one.id)))


def not_ready(call: Call, standing: FullStanding | None, people: Collection[Person]) -> list[Person]:
    """Return which of these people are substitutes who have not declared about everything that is ranked."""
    substitutes = substitutes_in(call) if standing else set()
    return [one for one in people if one.id in substitutes and standing and undeclared_by(one, standing)]
