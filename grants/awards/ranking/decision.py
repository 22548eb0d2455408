"""The decision: marks and rules in, the whole ranking out."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from operator import attrgetter

from grants.awards.ranking.allocation import Award, allocate
from grants.awards.ranking.entries import Entry, Tie
from grants.awards.ranking.gates import Assessment, Gates
from grants.awards.ranking.order import Group, groups_of_equals
from grants.awards.ranking.results import Outcome, Placement, Ranking, Reason
from grants.awards.ranking.separation import separations
from grants.awards.ranking.ties import settle_ties
from grants.calls.rules.document import Rules


def rank(rules: Rules, entries: Iterable[Entry], ties: Iterable[Tie] = ()) -> Ranking:
    """Decide a call: lead every application through the gates, rank the rest, and share out places and money.

    References are unique. The order of `entries` does not matter; of two ties for one group of equals the first counts.
    """
    gates = Gates(rules)
    assessed = [gates.assess(entry) for entry in sorted(entries, key=attrgetter("reference"))]
    stopped = [one for one in assessed if one.outcome is not None]
    ordered = groups_of_equals(rules, [one for one in assessed if one.outcome is None])
    groups, ignored = settle_ties([group for _key, group in ordered], ties)
    apart = separations(rules, ordered, groups)
    sums = ([Fraction(one.entry.requested) for one in group] for group in groups)
    ranked = _ranked(groups, allocate(rules.funding, sums), apart)
    placements = (*ranked, *(_unranked(one) for one in stopped))
    final = all(one.outcome is not Outcome.PENDING for one in stopped)
    return Ranking(placements, final, tuple(ignored))


def _ranked(
    groups: Iterable[Group], awards: Iterable[list[Award]], apart: Mapping[str, tuple[str, ...]]
) -> Iterator[Placement]:
    rank_of_group = 1
    for group, group_awards in zip(groups, awards, strict=True):
        equals = tuple(one.entry.reference for one in group)
        for one, award in zip(group, group_awards, strict=True):
            yield _placement(one, rank_of_group, award, equals, apart.get(one.entry.reference, ()))
        rank_of_group += len(group)


def _placement(
    one: Assessment, rank_of_group: int, award: Award, equals: tuple[str, ...], separated_by: tuple[str, ...]
) -> Placement:
    reasons = () if award.reason is None else (Reason(award.reason),)
    reference, outcome, amount = one.entry.reference, award.outcome, award.amount
    return Placement(reference, rank_of_group, one.total, one.means, outcome, amount, reasons, equals, separated_by)


def _unranked(one: Assessment) -> Placement:
    outcome = one.outcome or Outcome.PENDING
    return Placement(one.entry.reference, None, one.total, one.means, outcome, None, one.reasons, ())
