"""Sittings of committees: a call that is deliberated with a committee of three, and a sitting that is open."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.awards.late.comparison import digest_of
from grants.awards.late.services import order_without, record_late_conflict
from grants.awards.meetings import services
from grants.awards.meetings.counting import Ballot
from grants.awards.meetings.models import Resolution, Sitting, Subject
from grants.awards.meetings.queries import ranking_for, room_of
from grants.awards.meetings.services.planning import Plan
from grants.awards.meetings.services.voting import Ballots, Matter
from grants.awards.minutes import services as minutes
from grants.awards.minutes.queries import Minutes, minutes_of
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.models import ConflictKind
from tests.factories.awards import DELIBERATED, a_deliberated_call, an_official_of, application_in
from tests.factories.documents import Raw
from tests.support.stages import staged

THREE = {"size": 3, "quorum": 2, "decided_by": "committee"}
MEMBERS = ("Anna", "Juris", "Zane")
"""Who filled in the sheets of the call; the first of them chairs the sitting."""
TOMORROW = DELIBERATED + timedelta(days=1)


@staged
def a_call_to_meet_about(*applications: Raw, committee: Raw | None = None, **rules: Any) -> Call:
    """Return a deliberated call with a committee of three, two of whom must be there."""
    return a_deliberated_call(*applications, committee=THREE | (committee or {}), **rules)


def a_sitting(call: Call, actor: Person, *, starts_at: datetime = TOMORROW, link: str = "") -> Sitting:
    """Plan a sitting for the day after the deliberation, or another moment."""
    with clock.at(DELIBERATED):
        made = Plan(starts_at, "Dome, 12. telpa", link)
        return services.plan(call=call, plan=made, actor=actor)


def an_open_sitting(call: Call, actor: Person | None = None, *, absent: tuple[str, ...] = ()) -> Sitting:
    """Open a sitting in which everybody is present but who is named."""
    actor = actor or an_official_of(call)
    sitting = a_sitting(call, actor)
    people = voting_in(sitting, call)
    with clock.at(TOMORROW):
        return services.open_sitting(
            call=call,
            number=sitting.number,
            chair_id=people[MEMBERS[0]].id,
            secretary_id=actor.id,
            present=[one.id for name, one in people.items() if name not in absent],
            actor=actor,
        )


def voting_in(sitting: Sitting, call: Call) -> dict[str, Person]:
    """Return who votes in a sitting, by name."""
    return {one.name: one for one in room_of(sitting, ranking_for(call), rules_of(call)).voting}


def about(call: Call, reference: str) -> Matter:
    """Return what the ranking comes to for an application."""
    return Matter(Subject.APPLICATION, application_in(call, reference).id)


def ballots(sitting: Sitting, call: Call, **said: str) -> Ballots:
    """Return votes by name, such as Zane="against"; who is present and not named is for it."""
    room = room_of(sitting, ranking_for(call), rules_of(call))
    people = {one.name: one for one in room.voting}
    chosen = {people[name].id: Ballot(value) for name, value in said.items()}
    return {one.id: Ballot.FOR for one in room.present} | chosen


def voted(sitting: Sitting, call: Call, matter: Matter, votes: Ballots, *, by: Person, seen: int = 0) -> Resolution:
    """Record a vote."""
    return services.vote(call=call, number=sitting.number, matter=matter, ballots=votes, seen=seen, actor=by)


def stand_aside(call: Call, name: str, reference: str) -> None:
    """Record a conflict of a member with an application."""
    member = db.session.scalars(select(Person).where(Person.name == name)).one()
    application, official = application_in(call, reference), an_official_of(call, name="Rita Records")
    record_late_conflict(
        call=call,
        application=application,
        person=member,
        kind=ConflictKind.FAMILY,
        reason="Radi.",
        actor=official,
        seen=digest_of(order_without(call, application, member)[1]),
    )


def approve_minutes(call: Call, sitting: Sitting, *people: Person) -> Minutes:
    """Let people approve the minutes of a sitting as they read now, and return them."""
    for person in people:
        minutes.approve(call=call, number=sitting.number, seen=minutes_of(sitting, call).digest, actor=person)
    return minutes_of(sitting, call)
