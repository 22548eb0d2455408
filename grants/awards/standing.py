"""The ranking of a call beside the rows it was made of, and what hangs on its equals."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.models import TieOrder
from grants.awards.ranking import SETTLED, Entry, Outcome, Placement, Ranking, rank
from grants.awards.separations import Separation
from grants.calls.rules.document import Rules
from grants.evaluation.policies import is_own


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


@dataclass(frozen=True)
class Standing:
    """Hold the ranking of a call beside what it is about; everything is by reference, in the order of submission."""

    rules: Rules
    ranking: Ranking
    applications: dict[str, Application]
    entries: dict[str, Entry]
    ties: list[TieOrder]
    """The newest first."""
    conflicts: Mapping[uuid.UUID, set[uuid.UUID]]
    """Who declared a conflict, by the id of the application."""

    @cached_property
    def placements(self) -> dict[str, Placement]:
        """Return the placements by reference, in the order of the ranking."""
        return {placement.reference: placement for placement in self.ranking.placements}

    @property
    def placed(self) -> list[tuple[Placement, Application]]:
        """Return each placement with its application, in the order of the ranking."""
        return [(placement, self.applications[placement.reference]) for placement in self.ranking.placements]

    @property
    def digest(self) -> str:
        """Name what the ranking comes to, so that a confirmation can tell whether it is the one that was shown."""
        lines = [
            f"{one.reference} {one.rank} {one.total} {one.outcome} {one.amount} {self.separations_of(one.reference)}"
            for one in self.ranking.placements
        ]
        return sha256("\n".join(lines).encode()).hexdigest()

    @cached_property
    def equals(self) -> list[Equals]:
        """Return every group that the rules leave equal, settled or not, best rank first."""
        unsettled = rank(self.rules, self.entries.values()) if self.ties else self.ranking
        ranked = {one.reference for one in unsettled.placements if one.rank is not None}
        groups = {one.equals: one.rank for one in unsettled.placements if len(one.equals) > 1}
        return [self._group(group, place or 0, ranked) for group, place in groups.items()]

    def separations_of(self, reference: str) -> tuple[Separation, ...]:
        """Return what put an application before or after others with as many points."""
        separated_by = self.placements[reference].separated_by
        return tuple(self._settlements[reference] if by == SETTLED else Separation(by) for by in separated_by)

    @cached_property
    def _settlements(self) -> dict[str, Separation]:
        zone = ZoneInfo(self.rules.schedule.timezone)
        ties = ((group.references, group.settled) for group in self.equals if group.settled)
        return {reference: _settlement(tie, zone) for references, tie in ties for reference in references}

    def own_of(self, person: Person) -> list[Application]:
        """Return what a person ever worked on or entered the applicant of."""
        return [application for application in self.applications.values() if is_own(person, application)]

    def hides_marks(self, person: Person, application: Application) -> bool:
        """Tell whether a conflict of interest keeps a person from the marks of an application, whatever their role."""
        return person.id in self.conflicts.get(application.id, ()) or is_own(person, application)

    def _group(self, group: tuple[str, ...], place: int, ranked: set[str]) -> Equals:
        # The core compares a tie without those no longer ranked, and so does this.
        settled = (tie for tie in self.ties if ranked.intersection(tie.references) == set(group))
        decisive = any(self.placements[reference].outcome is Outcome.TIED for reference in group)
        return Equals(place, group, next(settled, None), decisive)


def _settlement(tie: TieOrder, zone: ZoneInfo) -> Separation:
    # What came from a file was recorded on another day than the one on which it was taken in.
    on = tie.recorded_at.astimezone(zone).date() if tie.recorded_by_id else None
    return Separation(tie.settled_by.value, on, tie.reason)
