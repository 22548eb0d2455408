"""Order: the better total first, then the tie-breaks; equals stay together."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from grants.awards.ranking.gates import Assessment
from grants.awards.ranking.tie_breaks import BY_TOTAL, Place, parse_tie_break
from grants.calls.rules.document import Rules

Group = tuple[Assessment, ...]
"""Applications that nothing in the rules tells apart, by reference; mostly one."""
Key = tuple[Place, ...]
"""Sorts the better first: by the total, then by each tie-break of the rules."""


def groups_of_equals(rules: Rules, passed: Sequence[Assessment]) -> list[tuple[Key, Group]]:
    """Order the applications that passed every gate, best first, equals grouped under the key they share."""
    looked_at = [BY_TOTAL, *(parse_tie_break(rules, text) for text in rules.scoring.tie_break)]
    keys = zip(*(one.places(passed) for one in looked_at), strict=True)
    by_reference = [(key, one.entry.reference, one) for key, one in zip(keys, passed, strict=True)]
    by_reference.sort(key=itemgetter(0, 1))
    return [(key, tuple(one for _, _, one in group)) for key, group in groupby(by_reference, key=itemgetter(0))]
