"""The ranking with what a page tells beside it: equals, what is missing, and what to talk about. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from grants.awards.deliberation.flags import Flag, counted_in, flags_in_criteria
from grants.awards.ranking import Entry, Placement, Ranking, Tie, rank
from grants.calls.rules.document import Rules


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what is told of one application beside its placement."""

    sheets: int
    """How many count: without those of evaluators in conflict."""
    unanswered: tuple[str, ...]
    """The administrative criteria without an answer."""
    agreed: tuple[str, ...]
    """The criteria on which the committee agreed, sorted."""
    flags: tuple[Flag, ...]
    """Why to discuss it, but for sheets missing, which hang on who sits in the committee today."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Hold everything that is made of the marks of a call; it hangs on nothing but the rules, the entries and ties."""

    ranking: Ranking
    equals: tuple[tuple[int, tuple[str, ...]], ...]
    """Each group that the rules leave equal, settled or not, with the rank it shares, best first."""
    facts: dict[str, Facts]
    """By reference."""


def reckon(rules: Rules, entries: Collection[Entry], ties: Iterable[Tie]) -> Reckoning:
    """Rank the applications of a call and find what is told beside the ranking."""
    orders = [*ties]
    ranking = rank(rules, entries, orders)
    unsettled = rank(rules, entries) if orders else ranking
    groups = {one.equals: one.rank for one in unsettled.placements if len(one.equals) > 1}
    placements = {one.reference: one for one in ranking.placements}
    return Reckoning(
        ranking,
        tuple((place or 0, group) for group, place in groups.items()),
        {one.reference: _facts(rules, one, placements[one.reference]) for one in entries},
    )


def _facts(rules: Rules, entry: Entry, placement: Placement) -> Facts:
    return Facts(
        counted_in(entry),
        tuple(check.code for check in rules.checks if entry.checks.get(check.code) is None),
        tuple(sorted(entry.consensus)),
        flags_in_criteria(rules, entry, placement),
    )
