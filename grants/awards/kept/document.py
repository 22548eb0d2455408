"""A reckoning as JSON data and back, every number exact. Pure.

Numbers and groups of equals stand in tables of their own: marks lie on few steps, so the same means meet again and
again, and each is read once.
"""

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar

from grants.awards.deliberation.flags import Flag, Why
from grants.awards.ranking import IgnoredTie, Outcome, Placement, Ranking, Reason, ReasonCode, Tie
from grants.awards.reckoning import Facts, Reckoning

Json = dict[str, Any]
T = TypeVar("T", bound=Hashable)


class _Table(Generic[T]):
    """Give each different value a place, None for None."""

    def __init__(self) -> None:
        self.places: dict[T, int] = {}

    def place(self, value: T | None) -> int | None:
        return None if value is None else self.places.setdefault(value, len(self.places))


def written(reckoning: Reckoning) -> Json:
    """Return a reckoning as JSON data."""
    numbers, groups = _Table[Fraction](), _Table[tuple[str, ...]]()
    ranking = reckoning.ranking
    codes = [*ranking.placements[0].criterion_means] if ranking.placements else []
    placements = [
        [
            one.reference,
            one.rank,
            numbers.place(one.total),
            [numbers.place(one.criterion_means[code]) for code in codes],
            one.outcome.value,
            numbers.place(one.amount),
            [[reason.code.value, reason.check, reason.criterion] for reason in one.reasons],
            groups.place(one.equals),
            one.separated_by,
            one.decimals,
            one.lot,
        ]
        for one in ranking.placements
    ]
    return {
        "codes": codes,
        "placements": placements,
        "numbers": [str(number) for number in numbers.places],
        "groups": [*groups.places],
        "final": ranking.final,
        "ignored": [[one.tie.references, one.tie.order, one.cause] for one in ranking.ignored_ties],
        "equals": reckoning.equals,
        "facts": {
            reference: [one.sheets, one.unanswered, one.agreed, [_flag_written(flag) for flag in one.flags]]
            for reference, one in reckoning.facts.items()
        },
    }


def read(document: Json) -> Reckoning:
    """Return the reckoning that `written` was given."""
    numbers = [Fraction(number) for number in document["numbers"]]
    groups = [tuple(group) for group in document["groups"]]
    codes = document["codes"]
    placements = tuple(
        Placement(
            reference,
            rank,
            None if total is None else numbers[total],
            dict(zip(codes, [None if mean is None else numbers[mean] for mean in means], strict=True)),
            Outcome(outcome),
            None if amount is None else numbers[amount],
            tuple([Reason(ReasonCode(code), check, criterion) for code, check, criterion in reasons]),
            groups[group],
            tuple(separated_by),
            decimals,
            lot,
        )
        for reference, rank, total, means, outcome, amount, reasons, group, separated_by, decimals, lot in document[
            "placements"
        ]
    )
    ignored = tuple(IgnoredTie(Tie(tuple(names), tuple(order)), cause) for names, order, cause in document["ignored"])
    facts = {
        reference: Facts(sheets, tuple(unanswered), tuple(agreed), tuple([_flag_read(flag) for flag in flags]))
        for reference, (sheets, unanswered, agreed, flags) in document["facts"].items()
    }
    equals = tuple((place, tuple(group)) for place, group in document["equals"])
    return Reckoning(Ranking(placements, document["final"], ignored), equals, facts)


def _flag_written(flag: Flag) -> list[str]:
    return [flag.why.value, flag.criterion, str(flag.low), str(flag.high)]


def _flag_read(written: list[str]) -> Flag:
    why, criterion, low, high = written
    return Flag(Why(why), criterion, low=Decimal(low), high=Decimal(high))
