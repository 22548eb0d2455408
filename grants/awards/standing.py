"""The ranking of a call beside the rows it was made of, and what hangs on its equals."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Self
from zoneinfo import ZoneInfo

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.deciding.models import Departure
from grants.awards.models import TieOrder
from grants.awards.ranking import SETTLED, Entry, Fixed, Outcome, Placement, Ranking, reallocated
from grants.awards.reckoning import Facts, Reckoning
from grants.awards.separations import Separation
from grants.calls.models import Call
from grants.calls.rules.document import Rules
from grants.evaluation.policies import has_entered


@dataclass(frozen=True)
class Equals:
    """Be a group that the rules leave equal: the rank it shares, and the order the committee gave it, if any."""

    rank: int
    references: tuple[str, ...]
    settled: TieOrder | None
    decisive: bool
    """Whether an award hangs on it now."""

    @property
    def digest(self) -> str:
        """Name the group by its members, so that a form can tell whether it still is the one it was made for."""
        return sha256("\n".join(self.references).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Listed:
    """Be an application as a list shows it, with whose own it is."""

    id: uuid.UUID
    reference: str
    title: str
    applicant: str
    """The name of who applies."""
    registration_number: str | None
    owners: frozenset[uuid.UUID]
    """Who ever worked on it or confirmed it as a party, and who entered its applicant."""
    requested: Decimal = Decimal(0)

    @classmethod
    def of(cls, application: Application) -> Self:
        """Return what a list shows of an application that is at hand."""
        organisation = application.organisation
        name, number, entered_by = (
            (organisation.name, organisation.registration_number, organisation.created_by_id)
            if organisation
            else ("", None, None)
        )
        worked = {member.person_id for member in application.memberships if member.accepted_at}
        confirmed = {party.id for party in application.parties}
        owners = frozenset(worked | confirmed | ({entered_by} if entered_by else set()))
        return cls(
            application.id,
            application.reference or "",
            application.title,
            name,
            number,
            owners,
            application.requested or Decimal(0),
        )

    def is_own(self, person: Person) -> bool:
        """Tell whether it is a person's own, exactly as `grants.evaluation.policies.is_own` does."""
        return person.id in self.owners or has_entered(person, self.registration_number)


@dataclass(frozen=True)
class Standing:
    """Hold the ranking of a call beside what it is about; everything is by reference, in the order of submission."""

    call: Call
    rules: Rules
    reckoning: Reckoning
    listed: Mapping[str, Listed]
    ties: list[TieOrder]
    """The newest first."""
    conflicts: Mapping[uuid.UUID, set[uuid.UUID]]
    """Who declared a conflict, by the id of the application."""
    departures: Mapping[str, Departure]
    """What is decided otherwise than the rules alone have it, by reference."""

    @cached_property
    def ranking(self) -> Ranking:
        """Return the ranking as it is to be decided: by the rules, and by what departs from them."""
        plain = self.reckoning.ranking
        return reallocated(plain, self.rules.funding, self.requested, self.fixed) if self.departures else plain

    @cached_property
    def by_rules(self) -> dict[str, Placement]:
        """Return what the rules alone make of each application, by reference."""
        return {placement.reference: placement for placement in self.reckoning.ranking.placements}

    @property
    def requested(self) -> dict[str, Decimal]:
        """Return the sums asked for, by reference."""
        return {reference: one.requested for reference, one in self.listed.items()}

    @property
    def fixed(self) -> dict[str, Fixed]:
        """Return the departures as the decision core reads them."""
        return {reference: one.fixed for reference, one in self.departures.items()}

    @property
    def facts(self) -> dict[str, Facts]:
        """Return what is told of the applications beside their placements, by reference."""
        return self.reckoning.facts

    @cached_property
    def placements(self) -> dict[str, Placement]:
        """Return the placements by reference, in the order of the ranking."""
        return {placement.reference: placement for placement in self.ranking.placements}

    @property
    def placed(self) -> list[tuple[Placement, Listed]]:
        """Return each placement with its application, in the order of the ranking."""
        return [(placement, self.listed[placement.reference]) for placement in self.ranking.placements]

    @property
    def digest(self) -> str:
        """Name what the ranking comes to, so that a confirmation can tell whether it is the one that was shown."""
        lines = [
            f"{one.reference} {one.rank} {one.total} {one.outcome} {one.amount} {self.separations_of(one.reference)}"
            f" {self._departure_told(one.reference)}"
            for one in self.ranking.placements
        ]
        return sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def equals(self) -> list[Equals]:
        """Return every group that the rules leave equal, settled or not, best rank first."""
        ranked = {one.reference for one in self.ranking.placements if one.rank is not None}
        return [self._group(group, place, ranked) for place, group in self.reckoning.equals]

    def separations_of(self, reference: str) -> tuple[Separation, ...]:
        """Return what put an application before or after others with as many points."""
        separated_by = self.placements[reference].separated_by
        return tuple(self._settlements[reference] if by == SETTLED else Separation(by) for by in separated_by)

    def _departure_told(self, reference: str) -> str:
        one = self.departures.get(reference)
        return "" if one is None else f"{one.reason} {one.conditions}"

    @cached_property
    def _settlements(self) -> dict[str, Separation]:
        zone = ZoneInfo(self.rules.schedule.timezone)
        ties = ((group.references, group.settled) for group in self.equals if group.settled)
        return {reference: _settlement(tie, zone) for references, tie in ties for reference in references}

    def own_of(self, person: Person) -> list[Listed]:
        """Return what a person ever worked on or entered the applicant of."""
        own = self._own_to(person)
        return [application for reference, application in self.listed.items() if reference in own]

    def hides_marks(self, person: Person, application: Listed) -> bool:
        """Tell whether a conflict of interest keeps a person from the marks of an application, whatever their role."""
        return application.reference in self.hidden_from(person)

    def hidden_from(self, person: Person) -> frozenset[str]:
        """Return the references of all that `hides_marks` keeps from a person, looked up once for each of them."""
        if person.id not in self._hidden:
            self._hidden[person.id] = self._own_to(person).union(self._in_conflict.get(person.id, ()))
        return self._hidden[person.id]

    @cached_property
    def _hidden(self) -> dict[uuid.UUID, frozenset[str]]:
        return {}

    def _own_to(self, person: Person) -> frozenset[str]:
        """Return the references of what is a person's own, exactly as `Listed.is_own` tells of each."""
        entered = {one.registration_number or "" for one in person.entered} if self._of_body else ()
        return frozenset(self._owned.get(person.id, ())).union(*(self._of_body.get(number, ()) for number in entered))

    @cached_property
    def _owned(self) -> Mapping[uuid.UUID, list[str]]:
        owned = defaultdict(list)
        for reference, one in self.listed.items():
            for owner in one.owners:
                owned[owner].append(reference)
        return owned

    @cached_property
    def _of_body(self) -> Mapping[str, list[str]]:
        bodies = defaultdict(list)
        for reference, one in self.listed.items():
            if one.registration_number:
                bodies[one.registration_number].append(reference)
        return bodies

    @cached_property
    def _in_conflict(self) -> Mapping[uuid.UUID, list[str]]:
        conflicted = defaultdict(list)
        for reference, one in self.listed.items() if self.conflicts else ():
            for person_id in self.conflicts.get(one.id, ()):
                conflicted[person_id].append(reference)
        return conflicted

    def _group(self, group: tuple[str, ...], place: int, ranked: set[str]) -> Equals:
        # The core compares a tie without those no longer ranked, and so does this.
        settled = (tie for tie in self.ties if ranked.intersection(tie.references) == set(group))
        decisive = any(self.placements[reference].outcome is Outcome.TIED for reference in group)
        return Equals(place, group, next(settled, None), decisive)


@dataclass(frozen=True)
class FullStanding(Standing):
    """Hold the applications themselves too: what is decided on, exported or written to somebody."""

    applications: dict[str, Application]
    entries: dict[str, Entry]


def _settlement(tie: TieOrder, zone: ZoneInfo) -> Separation:
    # What came from a file was recorded on another day than the one on which it was taken in.
    on = tie.recorded_at.astimezone(zone).date() if tie.recorded_by_id else None
    return Separation(tie.settled_by.value, on, tie.reason)
