"""Separation: what put applications in order that have as many points in print."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from grants.awards.ranking.exact import rounded
from grants.awards.ranking.order import Group, Key
from grants.calls.rules.document import Rules

TOTAL = "total"
"""Stands for totals that are equal only once they are rounded."""
SETTLED = "tie"
"""Stands for the order that an entry of `ties` gave."""

_APART = 0
"""The gap between applications that have different points in print."""


def separations(
    rules: Rules, ordered: Sequence[tuple[Key, Group]], settled: Iterable[Group]
) -> dict[str, tuple[str, ...]]:
    """Return by reference what set an application apart from any other with as many points in print.

    These are `TOTAL`, tie-breaks as the rules write them, and `SETTLED`, in the order in which they count. `ordered`
    are the groups that the rules leave equal, best first; `settled` the same after the entries of `ties`. References
    that nothing had to set apart are missing.
    """
    if not ordered:
        return {}
    names = ("", TOTAL, *rules.scoring.tie_break)
    gaps = [_gap(above, below, rules.scoring.decimals) for above, below in pairwise(ordered)]
    upwards, downwards = _smallest(gaps), reversed([*_smallest(reversed(gaps))])
    still_equal = {one.entry.reference for group in settled if len(group) > 1 for one in group}
    found = {}
    for (_key, group), above, below in zip(ordered, upwards, downwards, strict=True):
        was_settled = len(group) > 1 and group[0].entry.reference not in still_equal
        apart = (*(names[gap] for gap in sorted((above | below) - {_APART})), *((SETTLED,) if was_settled else ()))
        found.update({one.entry.reference: apart for one in group if apart})
    return found


def _gap(above: tuple[Key, Group], below: tuple[Key, Group], decimals: int) -> int:
    """Return what first sets two neighbours apart: 1 the total, then the tie-breaks, or `_APART`."""
    (better, (first, *_)), (worse, (second, *_)) = above, below
    differs = next(place for place, (one, other) in enumerate(zip(better, worse, strict=True)) if one != other)
    if differs or first.total is None or second.total is None:
        return differs + 1
    return 1 if rounded(first.total, decimals) == rounded(second.total, decimals) else _APART


def _smallest(gaps: Iterable[int]) -> Iterator[frozenset[int]]:
    """Yield for each group the smallest gap on the way to each group before it, every size once.

    In a lexicographic order that smallest gap is what first sets the two apart.
    """
    passed: frozenset[int] = frozenset()
    yield passed
    for gap in gaps:
        passed = _over(gap, passed)
        yield passed


@lru_cache(maxsize=4096)
def _over(gap: int, passed: frozenset[int]) -> frozenset[int]:
    """Return the smallest gaps once one more was passed; in a large call the same few meet again and again."""
    return frozenset({gap, *(one for one in passed if one < gap)})
