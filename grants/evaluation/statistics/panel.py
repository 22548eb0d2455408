"""The panel: who gave which application how many points, one number for each complete sheet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from itertools import chain

from grants.calls.rules.document import Criterion

LOWEST, HIGHEST = 1, 6
"""The scale on which the model of expected ranks was published."""
LEAST_APPLICATIONS, LEAST_EVALUATORS = 10, 3
"""Below these nothing is said: a few numbers would look like knowledge."""

SheetMarks = Mapping[str, Mapping[str, Mapping[str, Decimal]]]
"""Marks by the criterion of sheets without a conflict, by evaluator, by application."""


@dataclass(frozen=True)
class Panel:
    """Hold points by application and evaluator, both in the order of their names, on a scale from `low` to `high`."""

    applications: tuple[str, ...]
    evaluators: tuple[str, ...]
    points: tuple[Mapping[int, Fraction], ...]
    """Of each application, by the place of the evaluator in `evaluators`."""
    low: Fraction
    high: Fraction

    @cached_property
    def sums(self) -> tuple[Fraction, ...]:
        """Return the points of each application together."""
        return tuple(sum(given.values(), Fraction()) for given in self.points)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Return how many sheets each application has."""
        return tuple(len(given) for given in self.points)

    @property
    def means(self) -> tuple[Fraction, ...]:
        """Return the mean of each application."""
        return tuple(total / count for total, count in zip(self.sums, self.counts, strict=True))

    @property
    def sheets(self) -> int:
        """Return how many sheets there are."""
        return sum(self.counts)

    @property
    def values(self) -> Iterator[Fraction]:
        """Return all points, application by application."""
        return chain.from_iterable(given.values() for given in self.points)

    @property
    def is_large_enough(self) -> bool:
        """Tell whether there is enough for anything to be said at all."""
        return len(self.applications) >= LEAST_APPLICATIONS and len(self.evaluators) >= LEAST_EVALUATORS

    @property
    def is_complete(self) -> bool:
        """Tell whether everybody scored everything."""
        return all(count == len(self.evaluators) for count in self.counts)

    @property
    def is_repeated(self) -> bool:
        """Tell whether any application was scored by two, so that their marks can be compared."""
        return any(count > 1 for count in self.counts)

    @cached_property
    def is_uniform(self) -> bool:
        """Tell whether all marks are equal."""
        return len(set(self.values)) <= 1

    @cached_property
    def is_connected(self) -> bool:
        """Tell whether shared applications lead from every evaluator to every other."""
        group = list(range(len(self.evaluators)))

        def root(place: int) -> int:
            while group[place] != place:
                group[place] = group[group[place]]
                place = group[place]
            return place

        for given in self.points:
            first, *others = given
            for other in others:
                group[root(other)] = root(first)
        return len({root(place) for place in group}) <= 1

    @cached_property
    def digest(self) -> str:
        """Name what is in it, so that a result can tell what it was computed of."""
        lines = [f"{self.low} {self.high}", *self.evaluators]
        for application, given in zip(self.applications, self.points, strict=True):
            lines.append(" ".join([application, *(f"{place}:{given[place]}" for place in sorted(given))]))
        return sha256("\n".join(lines).encode()).hexdigest()

    def rescaled(self, value: Fraction) -> float:
        """Return points on the scale of the model."""
        return float(LOWEST + (HIGHEST - LOWEST) * (value - self.low) / (self.high - self.low))


def panel_of(criteria: Iterable[Criterion], sheets: SheetMarks) -> Panel:
    """Return the panel of some applications; part-filled sheets, and applications without any other, are not in it."""
    weights = {one.code: Fraction(one.weight) for one in criteria}
    low = sum((weights[one.code] * Fraction(one.min) for one in criteria), Fraction())
    high = sum((weights[one.code] * Fraction(one.max) for one in criteria), Fraction())
    totals = {
        application: {
            evaluator: sum((weight * Fraction(marks[code]) for code, weight in weights.items()), Fraction())
            for evaluator, marks in given.items()
            if weights and weights.keys() <= marks.keys()
        }
        for application, given in sheets.items()
    }
    scored = {application: totals[application] for application in sorted(totals) if totals[application]}
    evaluators = tuple(sorted({evaluator for given in scored.values() for evaluator in given}))
    places = {evaluator: place for place, evaluator in enumerate(evaluators)}
    points = tuple({places[name]: given[name] for name in sorted(given)} for given in scored.values())
    return Panel(tuple(scored), evaluators, points, low, high)
