"""What if the limits were others: the same ranking, served again. Pure, and nothing is ranked anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Self

from grants.awards.ranking import Fixed, Outcome, Placement, Ranking, reallocated
from grants.calls.rules.document import Funding, Limit, Lot

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what is tried: places and money of the call or of each lot, and whether a rest may be awarded in part."""

    by_lot: tuple[tuple[str | None, Limit], ...]
    partial: bool

    @classmethod
    def of(cls, funding: Funding) -> Self:
        """Return the limits of the rules."""
        return cls(tuple(funding.limits.items()), funding.when_short == "partial")

    def of_rules(self, funding: Funding) -> Funding:
        """Return the money rules with these limits in them; a call with lots has what they have together."""
        when_short = funding.when_short
        if self.partial != (when_short == "partial"):
            when_short = "partial" if self.partial else "stop"
        changed: dict[str, object] = {"limit": self._together(), "when_short": when_short}
        if funding.lots is not None:
            lots = tuple(Lot(option=lot or "", projects=one.projects, total=one.total) for lot, one in self.by_lot)
            changed["lots"] = funding.lots.model_copy(update={"limits": lots})
        return funding.model_copy(update=changed)

    def _together(self) -> Limit:
        limits = [limit for _lot, limit in self.by_lot]
        places, sums = [one.projects for one in limits], [one.total for one in limits]
        return Limit(
            projects=None if None in places else sum(one for one in places if one is not None),
            total=None if None in sums else sum((one for one in sums if one is not None), Decimal(0)),
        )

    def document(self) -> Json:
        """Return it as JSON data."""
        lots = [
            {"lot": lot, "projects": one.projects, "total": None if one.total is None else format(one.total, "f")}
            for lot, one in self.by_lot
        ]
        return {"lots": lots, "partial": self.partial}

    @classmethod
    def read(cls, document: Json) -> Self:
        """Return what `document` wrote."""
        lots = tuple(
            (one["lot"], limit_of(one["projects"], None if one["total"] is None else Decimal(one["total"])))
            for one in document["lots"]
        )
        return cls(lots, document["partial"])

    def fits(self, funding: Funding) -> bool:
        """Tell whether these are limits of the same lots; rules of which the lots were changed have others."""
        return [lot for lot, _limit in self.by_lot] == [*funding.limits]


def limit_of(projects: int | None, total: Decimal | None) -> Limit:
    """Return a limit."""
    return Limit(projects=projects, total=total)


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
    announced = funding.limits
    falls = any(
        _falls(announced[lot].projects, one.projects) or _falls(announced[lot].total, one.total)
        for lot, one in limits.by_lot
    )
    return falls or limits.partial != (funding.when_short == "partial")


def _falls(before: int | Decimal | None, after: int | Decimal | None) -> bool:
    return after is not None and (before is None or after < before)


def _told(placement: Placement) -> tuple[object, ...]:
    return placement.outcome, placement.amount
