"""The decision: marks and rules in, the whole ranking out."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from operator import attrgetter

from grants.awards.ranking.allocation import Award, Claim, allocate
from grants.awards.ranking.entries import Entry, Tie
from grants.awards.ranking.gates import Assessment, Gates
from grants.awards.ranking.order import Group, groups_of_equals
from grants.awards.ranking.precision import decimals_apart
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
    claims = ([Claim(Fraction(one.entry.requested), one.lot) for one in group] for group in groups)
    totals = (group[0].total for group in groups)
    printed = decimals_apart((total for total in totals if total is not None), rules.scoring.decimals)
    ranked = _ranked(groups, allocate(rules.funding, claims), apart, printed)
    placements = (*ranked, *(_unranked(one) for one in stopped))
    final = all(one.outcome is not Outcome.PENDING for one in stopped)
    return Ranking(placements, final, tuple(ignored))


def _ranked(
    groups: Iterable[Group],
    awards: Iterable[list[Award]],
    apart: Mapping[str, tuple[str, ...]],
    printed: Mapping[Fraction, int],
) -> Iterator[Placement]:
    rank_of_group = 1
    for group, group_awards in zip(groups, awards, strict=True):
        equals = tuple(one.entry.reference for one in group)
        decimals = 0 if group[0].total is None else printed.get(group[0].total, 0)
        for one, award in zip(group, group_awards, strict=True):
            yield Placement(
                one.entry.reference,
                rank_of_group,
                one.total,
                one.means,
                award.outcome,
                award.amount,
                () if award.reason is None else (Reason(award.reason),),
                equals,
                apart.get(one.entry.reference, ()),
                decimals,
                one.lot,
            )
        rank_of_group += len(group)


def _unranked(one: Assessment) -> Placement:
    outcome = one.outcome or Outcome.PENDING
    return Placement(one.entry.reference, None, one.total, one.means, outcome, None, one.reasons, (), lot=one.lot)
