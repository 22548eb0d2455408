"""Which parts of minutes somebody approves: all they may read, or in another's place what hides itself from that one.

A part is about one application or about none. Who chaired a sitting or kept its minutes, and is in conflict of interest
with an application, does not sign words they have not read; somebody who was there signs that part in their place.
"""

from collections.abc import Iterable
from typing import NamedTuple

from grants.accounts.models import Person
from grants.awards.meetings.services.holding import may_write
from grants.awards.minutes.models import ALL, Capacity, MinutesApproval
from grants.awards.minutes.queries import Minutes, capacity_of, hidden_from
from grants.awards.minutes.writing import GENERAL, place_of
from grants.awards.stakes import has_own_in


class Share(NamedTuple):
    """Be what somebody approves of minutes now, and in which capacity."""

    capacity: Capacity
    parts: frozenset[str]
    in_place_of: Person | None
    """Whose signature it stands in for; nobody's where it is their own."""


def share_of(minutes: Minutes, person: Person) -> Share | None:
    """Return what somebody can approve of minutes, if anything: their own share, or one in the place of another."""
    sitting, readable = minutes.record.sitting, minutes.parts - hidden_parts(minutes, person)
    own = capacity_of(person, sitting)
    if own is not None:
        return Share(own, readable, None)
    for capacity, holder in _holders(minutes):
        gap = minutes.open_parts(capacity) & hidden_parts(minutes, holder) & readable
        if gap and _may_stand_in(minutes, person, capacity):
            return Share(capacity, gap, holder)
    return None


def given_by(minutes: Minutes, person: Person) -> MinutesApproval | None:
    """Return the approval that somebody gave to what the minutes say now."""
    return next((one for one in minutes.standing_approvals if one.person_id == person.id), None)


def waiting_for_another(minutes: Minutes) -> list[tuple[Capacity, list[str]]]:
    """Return by capacity the names of the parts that its holder may not read and nobody has approved in their place."""
    found = [
        (capacity, minutes.open_parts(capacity) & hidden_parts(minutes, holder))
        for capacity, holder in _holders(minutes)
    ]
    return [(capacity, names_of(minutes, parts)) for capacity, parts in found if parts]


def hidden_parts(minutes: Minutes, person: Person) -> frozenset[str]:
    """Return the parts that somebody may not read: all of them where an application of their own is in the call."""
    if has_own_in(minutes.record.call, person):
        return minutes.parts
    return frozenset(map(place_of, hidden_from(minutes, person))) & minutes.parts


def covers(minutes: Minutes, parts: frozenset[str]) -> list[str]:
    """Return parts as an approval keeps them."""
    return [ALL] if parts == minutes.parts else sorted(parts)


def names_of(minutes: Minutes, parts: Iterable[str]) -> list[str]:
    """Return parts by the references of their applications; what is about none has no name."""
    standing = minutes.record.standing
    known = {place_of(one.id): one.reference for one in standing.listed.values()} if standing else {}
    return sorted(known[part] for part in parts if part != GENERAL and part in known)


def _holders(minutes: Minutes) -> list[tuple[Capacity, Person]]:
    sitting, people = minutes.record.sitting, minutes.record.people
    ids = ((Capacity.CHAIR, sitting.chair_id), (Capacity.SECRETARY, sitting.secretary_id))
    return [(capacity, people[one]) for capacity, one in ids if one is not None and one in people]


def _may_stand_in(minutes: Minutes, person: Person, capacity: Capacity) -> bool:
    """Let a voting member who was there stand in; for who kept the minutes, another secretary or coordinator too."""
    others = {one.person_id for one in minutes.standing_approvals if one.capacity is not capacity}
    if person.id in others:
        return False
    were_there = {one.id for one in minutes.record.room.came}
    if capacity is Capacity.SECRETARY:
        were_there |= {one.id for one in may_write(minutes.record.call)}
    return person.id in were_there
