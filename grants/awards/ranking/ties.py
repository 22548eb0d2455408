"""Ties: the order that a vote or a lot gave to a group of equals."""

from collections.abc import Iterable, Sequence

from grants.awards.ranking.entries import Tie
from grants.awards.ranking.order import Group
from grants.awards.ranking.results import IgnoredTie


def settle_ties(groups: Sequence[Group], ties: Iterable[Tie]) -> tuple[list[Group], list[IgnoredTie]]:
    """Put each group that an entry of `ties` names exactly into its order; return the groups and the entries ignored.

    References that are no longer ranked are left out of the comparison. Of two entries for one group the first counts.
    """
    ties = [*ties]
    if not ties:
        return [*groups], []
    open_groups = {_members(group) for group in groups}
    ranked = frozenset[str]().union(*open_groups)
    settled: dict[frozenset[str], Tie] = {}
    ignored: list[IgnoredTie] = []
    for tie in ties:
        members = ranked.intersection(tie.references)
        if members not in open_groups:
            ignored.append(IgnoredTie(tie, "no_such_group"))
        elif members in settled:
            ignored.append(IgnoredTie(tie, "already_settled"))
        else:
            settled[members] = tie
    return [part for group in groups for part in _in_order(group, settled.get(_members(group)))], ignored


def _members(group: Group) -> frozenset[str]:
    return frozenset(one.entry.reference for one in group)


def _in_order(group: Group, tie: Tie | None) -> list[Group]:
    if tie is None:
        return [group]
    position = {reference: index for index, reference in enumerate(tie.order)}
    return [(one,) for one in sorted(group, key=lambda one: position[one.entry.reference])]
