"""What if the limits were others: the same ranking, served again. Pure, and nothing is ranked anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Self

from grants.awards.ranking import Fixed, Outcome, Placement, Ranking, reallocated
from grants.calls.rules.document import Funding, Limit

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what is tried: places and money, None without a limit, and whether a rest may be awarded in part."""

    projects: int | None
    total: Decimal | None
    partial: bool

    @classmethod
    def of(cls, funding: Funding) -> Self:
        """Return the limits of the rules."""
        return cls(funding.limit.projects, funding.limit.total, funding.when_short == "partial")

    def of_rules(self, funding: Funding) -> Funding:
        """Return the money rules with these limits in them."""
        when_short = funding.when_short
        if self.partial != (when_short == "partial"):
            when_short = "partial" if self.partial else "stop"
        limit = Limit(projects=self.projects, total=self.total)
        return funding.model_copy(update={"limit": limit, "when_short": when_short})

    def document(self) -> Json:
        """Return it as JSON data."""
        total = None if self.total is None else format(self.total, "f")
        return {"projects": self.projects, "total": total, "partial": self.partial}

    @classmethod
    def read(cls, document: Json) -> Self:
        """Return what `document` wrote."""
        total = document["total"]
        return cls(document["projects"], None if total is None else Decimal(total), document["partial"])


class Crossing(NamedTuple):
    """Be an application that would get something else."""

    reference: str
    before: Placement
    after: Placement

    @property
    def gains(self) -> bool:
        """Tell whether it would get more."""
        return (self.after.amount or Fraction(0)) > (self.before.amount or Fraction(0))


@dataclass(frozen=True, slots=True)
class Tried:
    """Hold what limits come to."""

    ranking: Ranking
    count: int
    money: Fraction

    @classmethod
    def of(cls, ranking: Ranking) -> Self:
        """Return a ranking with what it awards."""
        awards = [one.amount or Fraction(0) for one in ranking.placements if one.outcome is Outcome.AWARDED]
        return cls(ranking, len(awards), sum(awards, Fraction(0)))


def tried(
    plain: Ranking, funding: Funding, limits: Limits, requested: Mapping[str, Decimal], fixed: Mapping[str, Fixed]
) -> Tried:
    """Return what a ranking by the rules alone comes to with other limits, beside what is fixed."""
    return Tried.of(reallocated(plain, limits.of_rules(funding), requested, fixed))


def crossings(before: Ranking, after: Ranking) -> list[Crossing]:
    """Return who would get something else, in the order of the ranking."""
    pairs = zip(before.placements, after.placements, strict=True)
    return [Crossing(one.reference, one, other) for one, other in pairs if _told(one) != _told(other)]


def differing(rankings: Iterable[Ranking]) -> list[tuple[Placement, ...]]:
    """Return the placements of applications that do not get the same in all of these, side by side."""
    rows = zip(*(ranking.placements for ranking in rankings), strict=True)
    return [row for row in rows if len({_told(one) for one in row}) > 1]


def narrower(limits: Limits, funding: Funding) -> bool:
    """Tell whether less would be awarded than the rules announced, or otherwise than they say."""
    return (
        _falls(funding.limit.projects, limits.projects)
        or _falls(funding.limit.total, limits.total)
        or limits.partial != (funding.when_short == "partial")
    )


def _falls(before: int | Decimal | None, after: int | Decimal | None) -> bool:
    return after is not None and (before is None or after < before)


def _told(placement: Placement) -> tuple[object, ...]:
    return placement.outcome, placement.amount
