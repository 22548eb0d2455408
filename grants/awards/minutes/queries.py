"""The minutes of a sitting as they stand, their versions, and whether they are approved."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import and_, exists, or_, select

from grants.accounts.models import Person
from grants.awards.meetings.models import Lot, Resolution, Sitting, SittingState, Subject
from grants.awards.meetings.room import name_of
from grants.awards.minutes.content import Section, digest_of, read
from grants.awards.minutes.facts import Record, record_of
from grants.awards.minutes.models import ALL, Capacity, MinutesApproval, MinutesVersion
from grants.awards.minutes.writing import GENERAL, place_of, sections_of
from grants.awards.policies import CONFIRMED
from grants.calls.models import Call
from grants.db import db


@dataclass(frozen=True)
class Minutes:
    """Hold the minutes of a sitting as they stand."""

    record: Record
    sections: Sequence[Section]
    digest: str
    versions: Sequence[MinutesVersion]
    """The first first."""
    approvals: Sequence[MinutesApproval]
    """Those under the last version, void or not."""

    @property
    def last(self) -> MinutesVersion | None:
        """Return the last version that was written or approved."""
        return self.versions[-1] if self.versions else None

    @property
    def seen(self) -> int:
        """Return the number of the last version, 0 for none."""
        return self.last.number if self.last else 0

    @property
    def logo(self) -> str:
        """Return the digest of the logo on their file: that of the last version, and the present one before any."""
        return self.last.logo if self.last else self.record.call.organiser.logo

    @property
    def words(self) -> dict[str, str]:
        """Return the free words by their places."""
        return dict(self.last.parts) if self.last else {}

    @property
    def standing_approvals(self) -> list[MinutesApproval]:
        """Return the approvals of what the minutes say now; one of anything else is void."""
        return [*self.approvals] if self.last and self.last.digest == self.digest else []

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return the codes of the parts of which the minutes are made."""
        return frozenset(place_of(one.application_id) if one.application_id else GENERAL for one in self.sections)

    def open_parts(self, capacity: Capacity) -> frozenset[str]:
        """Return the parts that nobody has approved in a capacity, as the minutes stand now."""
        found = {part for one in self.standing_approvals if one.capacity is capacity for part in one.covers}
        return frozenset() if ALL in found else self.parts - found

    @property
    def is_approved(self) -> bool:
        """Tell whether every part of what the minutes say now is approved, as by the chair so by the secretary."""
        return not any(self.open_parts(capacity) for capacity in Capacity)

    @property
    def is_void(self) -> bool:
        """Tell whether somebody has approved something else than the minutes say now."""
        return bool(self.approvals) and not self.standing_approvals

    def people(self) -> set[uuid.UUID]:
        """Return everybody named by versions and approvals."""
        found = {one.person_id for one in self.approvals}
        return found | {one.made_by_id for one in self.versions if one.made_by_id}


def minutes_of(sitting: Sitting, call: Call) -> Minutes:
    """Return the minutes of a sitting: made of what was recorded, and fixed once approved and the call decided."""
    record, versions = record_of(sitting, call), versions_of(sitting)
    last = versions[-1] if versions else None
    approvals = approvals_of(last) if last else []
    if last is not None and call.stage in CONFIRMED:
        kept = Minutes(record, read(last.content), last.digest, versions, approvals)
        if kept.is_approved:
            return kept
    sections = sections_of(record, last.parts if last else {})
    return Minutes(record, sections, digest_of(sections), versions, approvals)


def versions_of(sitting: Sitting) -> list[MinutesVersion]:
    """Return the versions of the minutes of a sitting, the first first, as they are now."""
    made = select(MinutesVersion).where(MinutesVersion.sitting_id == sitting.id).order_by(MinutesVersion.number)
    return list(db.session.scalars(made, execution_options={"populate_existing": True}))


def approvals_of(version: MinutesVersion) -> list[MinutesApproval]:
    """Return who has approved a version, as it is now."""
    given = select(MinutesApproval).where(MinutesApproval.version_id == version.id)
    ordered = given.order_by(MinutesApproval.approved_at, MinutesApproval.id)
    return list(db.session.scalars(ordered, execution_options={"populate_existing": True}))


def deciding_sittings_in(call: Call) -> list[Sitting]:
    """Return the sittings of a call that go on, and those that are over and decided or signed anything; one statement.

    A sitting decides by a vote on an application, a departure or a tie, or by a lot.
    """
    voted = exists().where(Resolution.sitting_id == Sitting.id, Resolution.subject != Subject.QUESTION)
    drawn = exists().where(Lot.sitting_id == Sitting.id, Lot.drawn_at.is_not(None))
    signed = exists().where(MinutesVersion.sitting_id == Sitting.id, MinutesApproval.version_id == MinutesVersion.id)
    over = and_(Sitting.state == SittingState.CLOSED, or_(voted, drawn, signed))
    wanted = select(Sitting).where(Sitting.call_id == call.id, or_(Sitting.state == SittingState.OPEN, over))
    return list(db.session.scalars(wanted.order_by(Sitting.number)))


def hidden_from(minutes: Minutes, person: Person) -> set[uuid.UUID]:
    """Return the applications whose parts somebody may not read: those they are in conflict with, or their own."""
    standing = minutes.record.standing
    if standing is None:
        return set()
    return {one.id for one in standing.listed.values() if standing.hides_marks(person, one)}


def capacity_of(person: Person, sitting: Sitting) -> Capacity | None:
    """Return in which capacity somebody approves the minutes of a sitting, if in any."""
    known = {sitting.chair_id: Capacity.CHAIR, sitting.secretary_id: Capacity.SECRETARY}
    return known.get(person.id)


def named(person: Person | None) -> str:
    """Return how a person is called, if there is one."""
    return name_of(person) if person else "–"
