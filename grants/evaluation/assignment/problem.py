"""What the solvers are given and give back: arrays of the pairs that may be assigned, and which of them are taken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Taken: TypeAlias = NDArray[np.bool_]
"""Of each pair, whether it is assigned."""


@dataclass(frozen=True)
class Problem:
    """Hold the open places of applications, the room of evaluators, and the pairs that may be assigned.

    Pairs stand by application and then by evaluator, each once: `applications[i]` and `evaluators[i]` are positions in
    `places` and `room`, `affinities[i]` is not negative. `settled` is the affinity each application has already.
    """

    places: Numbers
    room: Numbers
    applications: Numbers
    evaluators: Numbers
    affinities: Numbers
    settled: Numbers

    @classmethod
    def of(
        cls,
        places: Sequence[int],
        room: Sequence[int],
        pairs: Sequence[tuple[int, int, int]],
        settled: Sequence[int] | None = None,
    ) -> "Problem":
        """Put together a problem from (application, evaluator, affinity) in whatever order."""
        ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 3)
        known = np.zeros(len(places), dtype=np.int64) if settled is None else np.array(settled, dtype=np.int64)
        rows, columns, worth = (np.ascontiguousarray(ordered[:, column]) for column in range(3))
        return cls(np.array(places, dtype=np.int64), np.array(room, dtype=np.int64), rows, columns, worth, known)

    def with_places(self, places: Numbers) -> "Problem":
        """Return the same with other open places."""
        return replace(self, places=places)

    def filled(self, taken: Taken) -> Numbers:
        """Return how many places of each application are filled."""
        return np.bincount(self.applications[taken], minlength=len(self.places)).astype(np.int64)

    def loads(self, taken: Taken) -> Numbers:
        """Return how many applications each evaluator gets."""
        return np.bincount(self.evaluators[taken], minlength=len(self.room)).astype(np.int64)

    def sums(self, taken: Taken) -> Numbers:
        """Return the affinity of each application, with what was settled before."""
        gained = np.bincount(self.applications[taken], self.affinities[taken], minlength=len(self.places))
        return self.settled + gained.astype(np.int64)  # whole numbers below 2^53, so nothing is rounded

    def total(self, taken: Taken) -> int:
        """Return the affinity of all pairs taken."""
        return int(self.affinities[taken].sum())

    def worst(self, taken: Taken) -> int:
        """Return the smallest affinity of an application with places to fill; 0 where there is none."""
        sums = self.sums(taken)[self.places > 0]
        return int(sums.min()) if len(sums) else 0
