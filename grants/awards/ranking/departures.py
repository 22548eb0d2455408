"""Departures: what is decided otherwise than the ranking has it, and what that leaves for the rest.

What is fixed is served first, and the ranking goes on with what is left. So a place that a departure frees goes to the
next in line; one that a departure takes from somebody is named, because nobody loses a place without a reason of
their own. Nothing is ranked anew: the same allocation answers what another limit would come to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from grants.awards.ranking.allocation import NOTHING_TAKEN, Award, Claim, Taken, allocate
from grants.awards.ranking.results import Outcome, Placement, Ranking, Reason, ReasonCode
from grants.calls.rules.document import Funding, Limit


@dataclass(frozen=True, slots=True)
class Fixed:
    """State what was decided for one application, whatever its rank; an amount stands beside an award only."""

    outcome: Outcome
    why: str
    amount: Fraction | None = None


AFTERWARDS = frozenset({Outcome.DECLINED, Outcome.REVOKED})
"""What becomes of an award later: it leaves its place and money to others."""
FROM_RANKED = frozenset({Outcome.AWARDED, Outcome.RESERVE, Outcome.REJECTED, Outcome.ON_HOLD}) | AFTERWARDS
"""What can be decided of an application that passed every threshold."""
FROM_REFUSED = frozenset({Outcome.ON_HOLD})
"""What can be decided of one that a check or threshold refuses: never an award."""
REFUSED = frozenset({Outcome.REJECTED, Outcome.INELIGIBLE})


def open_to(placement: Placement) -> frozenset[Outcome]:
    """Return what may be decided of an application otherwise than the rules alone have it."""
    if placement.rank is not None:
        return FROM_RANKED
    return FROM_REFUSED if placement.outcome in REFUSED else frozenset()


def reallocated(
    ranking: Ranking, funding: Funding, requested: Mapping[str, Decimal], fixed: Mapping[str, Fixed]
) -> Ranking:
    """Share places and money out again in the order of a ranking, under these limits and beside what is fixed.

    `ranking` is the one of the rules alone; `requested` holds the sum each application asks for. What is fixed against
    `open_to` counts for nothing, such as an award for what a threshold rejects.
    """
    ranked = [one for one in ranking.placements if one.rank is not None]
    counting = {one.reference: fixed[one.reference] for one in ranking.placements if _counts(one, fixed)}
    free = [[one for one in group if one.reference not in counting] for _, group in groupby(ranked, key=_rank)]
    groups = [group for group in free if group]
    claims = [[Claim(Fraction(requested[one.reference]), one.lot) for one in group] for group in groups]
    awards = allocate(funding, claims, taken_by(ranked, counting, requested))
    served = dict(_served(groups, awards))
    placements = (
        _departing(one, counting[one.reference]) if one.reference in counting else served.get(one.reference, one)
        for one in ranking.placements
    )
    return replace(ranking, placements=tuple(placements))


def taken_by(
    placements: Sequence[Placement], fixed: Mapping[str, Fixed], requested: Mapping[str, Decimal]
) -> dict[str | None, Taken]:
    """Return by lot what fixed awards take, and what is kept for those on hold that the ranking would award."""
    taken: dict[str | None, Taken] = {}
    for one in placements:
        amount = _taken_by(one, fixed.get(one.reference), Fraction(requested[one.reference]))
        if amount is not None:
            before = taken.get(one.lot, NOTHING_TAKEN)
            taken[one.lot] = Taken(before.places + 1, before.money + amount)
    return taken


def _taken_by(placement: Placement, fixed: Fixed | None, asked: Fraction) -> Fraction | None:
    """Return the money that one application takes with its place, None where it takes none."""
    if fixed is None:
        return None
    if fixed.outcome is Outcome.AWARDED:
        return fixed.amount or Fraction(0)
    if fixed.outcome is Outcome.ON_HOLD and placement.outcome in {Outcome.AWARDED, Outcome.TIED}:
        return asked if placement.amount is None else placement.amount
    return None


def displaced(ranking: Ranking, after: Ranking, fixed: Mapping[str, Fixed]) -> list[str]:
    """Return who would get less than by the rules alone, without a departure of their own that says why."""
    now = {one.reference: one for one in after.placements}
    return [
        one.reference for one in ranking.placements if one.reference not in fixed and _loses(one, now[one.reference])
    ]


def exceeds(ranking: Ranking, funding: Funding) -> bool:
    """Tell whether more is awarded than there are places or there is money, in the call or in one of its lots."""
    awarded = [one for one in ranking.placements if one.outcome is Outcome.AWARDED]
    return any(
        _goes_beyond([one.amount or Fraction(0) for one in awarded if one.lot == lot], limit)
        for lot, limit in funding.limits.items()
    )


def _goes_beyond(awards: Sequence[Fraction], limit: Limit) -> bool:
    many = limit.projects is not None and len(awards) > limit.projects
    dear = limit.total is not None and sum(awards, Fraction(0)) > Fraction(limit.total)
    return many or dear


def _loses(before: Placement, after: Placement) -> bool:
    if before.outcome is Outcome.TIED:
        return after.outcome is Outcome.RESERVE
    less = (after.amount or Fraction(0)) < (before.amount or Fraction(0))
    return before.outcome is Outcome.AWARDED and less


def _rank(placement: Placement) -> int | None:
    return placement.rank


def _counts(placement: Placement, fixed: Mapping[str, Fixed]) -> bool:
    return placement.reference in fixed and fixed[placement.reference].outcome in open_to(placement)


def _served(
    groups: Sequence[Sequence[Placement]], awards: Sequence[Sequence[Award]]
) -> Iterator[tuple[str, Placement]]:
    for group, group_awards in zip(groups, awards, strict=True):
        equals = tuple(one.reference for one in group)
        for one, award in zip(group, group_awards, strict=True):
            reasons = () if award.reason is None else (Reason(award.reason),)
            same = (award.outcome, award.amount, reasons, equals) == (one.outcome, one.amount, one.reasons, one.equals)
            made = replace(one, outcome=award.outcome, amount=award.amount, reasons=reasons, equals=equals)
            yield one.reference, one if same else made


def _departing(placement: Placement, fixed: Fixed) -> Placement:
    if (fixed.outcome, fixed.amount) == (placement.outcome, placement.amount):
        return placement  # an award on conditions departs from nothing
    reasons = (Reason(ReasonCode.COMMITTEE, text=fixed.why),)
    return replace(placement, outcome=fixed.outcome, amount=fixed.amount, reasons=reasons)
