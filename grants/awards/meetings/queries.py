"""What is read of sittings: one statement each."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from grants.accounts.models import Person
from grants.awards.meetings.models import Attendance, Invitation, Lot, Resolution, Sitting
from grants.awards.meetings.policies import shows_ranking
from grants.awards.meetings.room import Room
from grants.awards.queries import standing_of
from grants.awards.standing import FullStanding, Standing
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.db import db
from grants.errors import NotFound
from grants.web.ordering import in_order

MAX_SITTINGS = 50
"""Sittings of one call, cancelled ones too."""
AS_IT_IS_NOW = {"populate_existing": True}


def sittings_in(call: Call) -> list[Sitting]:
    """Return the sittings of a call, the first first."""
    return list(db.session.scalars(select(Sitting).where(Sitting.call_id == call.id).order_by(Sitting.number)))


def sitting_in(call: Call, number: int) -> Sitting:
    """Return a sitting of a call by its number, as it is now; raise NotFound."""
    if number > MAX_SITTINGS:  # an address can hold a number that no database takes
        raise NotFound
    wanted = select(Sitting).where(Sitting.call_id == call.id, Sitting.number == number)
    found = db.session.scalar(wanted, execution_options=AS_IT_IS_NOW)
    if found is None:
        raise NotFound
    return found


def invitations_of(sitting: Sitting) -> list[Invitation]:
    """Return who is invited to a sitting with the people, by name."""
    person = joinedload(Invitation.person, innerjoin=True).options(lazyload(Person.roles), selectinload(Person.entered))
    invited = select(Invitation).join(Invitation.person).where(Invitation.sitting_id == sitting.id).options(person)
    found = db.session.scalars(invited.order_by(Person.email), execution_options=AS_IT_IS_NOW)
    return in_order(found, lambda one: one.person.name)


def attendances_of(sitting: Sitting) -> dict[uuid.UUID, list[Attendance]]:
    """Return when each member was in a sitting, the first time first."""
    was = select(Attendance).where(Attendance.sitting_id == sitting.id)
    found: dict[uuid.UUID, list[Attendance]] = defaultdict(list)
    for one in db.session.scalars(was.order_by(Attendance.came_at, Attendance.id), execution_options=AS_IT_IS_NOW):
        found[one.person_id].append(one)
    return found


def resolutions_of(sitting: Sitting) -> dict[str, Resolution]:
    """Return what was voted on in a sitting, by what it is about, in the order in which that was first voted on."""
    voted = select(Resolution).where(Resolution.sitting_id == sitting.id)
    ordered = voted.order_by(Resolution.recorded_at, Resolution.sequence, Resolution.id)
    return {one.about: one for one in db.session.scalars(ordered, execution_options=AS_IT_IS_NOW)}


def lots_of(sitting: Sitting) -> dict[str, Lot]:
    """Return the lots of a sitting by the digest of the group they are about, in the order of their announcement."""
    drawn = select(Lot).where(Lot.sitting_id == sitting.id).order_by(Lot.announced_at, Lot.id)
    return {one.about: one for one in db.session.scalars(drawn, execution_options=AS_IT_IS_NOW)}


def room_of(sitting: Sitting, standing: Standing | None, rules: Rules) -> Room:
    """Return who is in a sitting, and who takes no part in what where there is a ranking; two statements."""
    invited = tuple(invitations_of(sitting))
    aside = aside_from(standing, [one.person for one in invited if one.votes]) if standing else {}
    return Room(sitting, rules, invited, attendances_of(sitting), aside)


def aside_from(standing: Standing, people: Iterable[Person]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return by application who of these has a conflict of interest with it, or an application of their own."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for person in people:
        for application in standing.listed.values():
            if standing.hides_marks(person, application):
                found.setdefault(application.id, set()).add(person.id)
    return found


def ranking_for(call: Call) -> FullStanding | None:
    """Return the ranking that a sitting looks at; nothing while there is none or the marks are sealed."""
    return standing_of(call) if shows_ranking(call) else None
