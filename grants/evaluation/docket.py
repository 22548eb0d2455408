"""What lies before one evaluator in one call: a page of applications with what they said, and how many stand how."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from grants.applications.models import Application
from grants.applications.stretches import Stretch
from grants.calls.models import Call
from grants.evaluation.models import Declaration, Sheet
from grants.evaluation.policies import DECLARABLE, OPEN, Standing

DECLARED = OPEN | {Standing.CONFLICT, Standing.HELD, Standing.UNASSIGNED}
"""The standings of what needed a declaration and has it."""


@dataclass(frozen=True)
class Item:
    """Hold an application beside one evaluator's own declaration and sheet."""

    application: Application
    standing: Standing
    declaration: Declaration | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True)
class Docket:
    """Hold one page of what an evaluator may judge in a call, in the order of submission, or of ids in a blind call."""

    stretch: Stretch
    items: list[Item]

    @property
    def keys(self) -> list[uuid.UUID]:
        """Return the ids of the applications."""
        return [item.application.id for item in self.items]


@dataclass(frozen=True)
class Tally:
    """Count what lies before one evaluator in a call by its standing."""

    call: Call
    counts: Mapping[Standing, int]

    @property
    def whole(self) -> int:
        """Return how many applications there are."""
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """Return how many are open to read."""
        return sum(self._of(standing) for standing in OPEN)

    @property
    def held(self) -> int:
        """Return how many stay closed until all applicants are declared and scoring has begun: a blind call."""
        return self._of(Standing.HELD)

    @property
    def undeclared(self) -> int:
        """Return how many wait for a declaration; none once the time for it is over."""
        return self._of(Standing.UNDECLARED) if self.call.stage in DECLARABLE else 0

    @property
    def declared(self) -> int:
        """Return about how many a declaration was made, without those that need none."""
        return sum(self._of(standing) for standing in DECLARED)

    @property
    def to_score(self) -> int:
        """Return how many wait for a sheet."""
        return self._of(Standing.TO_SCORE)

    @property
    def unassigned(self) -> int:
        """Return how many are scored by others."""
        return self._of(Standing.UNASSIGNED)

    @property
    def submitted(self) -> int:
        """Return how many were scored."""
        return self._of(Standing.SUBMITTED)

    def _of(self, standing: Standing) -> int:
        return self.counts.get(standing, 0)
