"""Allocation: down the ranking, group by group, until the places or the money of the call, or of a lot, end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grants.awards.ranking.results import Outcome, ReasonCode
from grants.calls.rules.document import Funding, Limit


@dataclass(frozen=True, slots=True)
class Award:
    """State what the allocation makes of one ranked application."""

    outcome: Outcome
    amount: Fraction | None = None
    reason: ReasonCode | None = None


QUOTA_USED = Award(Outcome.RESERVE, reason=ReasonCode.QUOTA_USED)
BUDGET_USED = Award(Outcome.RESERVE, reason=ReasonCode.BUDGET_USED)
TIED = Award(Outcome.TIED)


@dataclass(frozen=True, slots=True)
class Taken:
    """State what is given away before the ranking is served."""

    places: int = 0
    money: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Claim:
    """State what one application asks for, and of which lot; without lots of none."""

    amount: Fraction
    lot: str | None = None


NOTHING_TAKEN = Taken()


def allocate(
    funding: Funding, groups: Iterable[Sequence[Claim]], taken: Mapping[str | None, Taken] | None = None
) -> list[list[Award]]:
    """Return an award for each member of each group of equals, in the order of the ranking; each lot is its own."""
    before = taken or {}
    lots = {lot: _Allocation(funding, limit, before.get(lot, NOTHING_TAKEN)) for lot, limit in funding.limits.items()}
    return [_serve(lots, group) for group in groups]


def _serve(lots: Mapping[str | None, "_Allocation"], group: Sequence[Claim]) -> list[Award]:
    """Serve the members of a group that compete with each other together: those of one lot."""
    if len(lots) == 1:
        return next(iter(lots.values())).serve([claim.amount for claim in group])
    awards: dict[int, Award] = {}
    for lot in dict.fromkeys(claim.lot for claim in group):
        places = [place for place, claim in enumerate(group) if claim.lot == lot]
        awards |= zip(places, lots[lot].serve([group[place].amount for place in places]), strict=True)
    return [awards[place] for place in range(len(group))]


class _Allocation:
    """Keep what is left, None without a limit, and what everybody from here on gets once that is known."""

    def __init__(self, funding: Funding, limit: Limit, taken: Taken) -> None:
        self.when_short = funding.when_short
        self.minimum = Fraction(funding.amount.min or 0)
        self.places = None if limit.projects is None else max(limit.projects - taken.places, 0)
        self.money = None if limit.total is None else max(Fraction(limit.total) - taken.money, Fraction(0))
        self.all_below: Award | None = None

    def serve(self, sums: Sequence[Fraction]) -> list[Award]:
        """Return what the members of the next group get, who ask for these sums."""
        if self.all_below is None and self.places == 0:
            self.all_below = QUOTA_USED
        if self.all_below is not None:
            return [self.all_below] * len(sums)
        if self._has_places(len(sums)) and self._has_money(sum(sums)):
            return [self._award(amount) for amount in sums]
        if len(sums) == 1 or self._helps_none_of(sums):
            return [self._run_short()] * len(sums)
        self.all_below = self._below_a_tie(sums)
        return [TIED] * len(sums)

    def _has_places(self, count: int) -> bool:
        return self.places is None or count <= self.places

    def _has_money(self, amount: Fraction | int) -> bool:
        return self.money is None or amount <= self.money

    def _award(self, amount: Fraction) -> Award:
        if self.places is not None:
            self.places -= 1
        if self.money is not None:
            self.money -= amount
        return Award(Outcome.AWARDED, amount)

    def _helps_none_of(self, sums: Sequence[Fraction]) -> bool:
        """Tell whether no order of these equals would give any of them money."""
        if self.money is None:
            return False
        return self.money == 0 or (self.when_short != "partial" and self.money < min(sums))

    def _run_short(self) -> Award:
        """Treat an application that the money left does not cover, as the rules say."""
        if self.when_short == "skip":
            return BUDGET_USED
        rest = self.money or Fraction(0)
        if self.when_short == "partial" and rest > 0 and rest >= self.minimum:
            award = self._award(rest)
            self.all_below = QUOTA_USED if self.places == 0 else BUDGET_USED
            return award
        self.all_below = BUDGET_USED
        return BUDGET_USED

    def _below_a_tie(self, sums: Sequence[Fraction]) -> Award:
        """Tell what is left below a group of equals that fits in part only, whatever their order turns out to be."""
        if self.places is None or self.places >= len(sums):
            return TIED
        dearest = sorted(sums, reverse=True)[: self.places]
        return QUOTA_USED if self._has_money(sum(dearest)) else TIED
