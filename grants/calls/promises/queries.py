"""How the promised dates of a call were moved since it was published."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from grants.calls.models import Call, CallVersion
from grants.calls.promises.dates import Promise, moved_between, only_promises_differ
from grants.calls.queries import rules_in, versions_of
from grants.calls.rules.canonical import dump


@dataclass(frozen=True)
class Move:
    """Be one promise that was moved: from when to when, since when, and why."""

    promise: Promise
    before: datetime
    after: datetime
    moved_at: datetime | None
    reason: str


def moves_of(call: Call) -> list[Move]:
    """Return how promises of a call were moved, the oldest first; one statement, none where it was never amended."""
    if call.version == 1:
        return []
    newest_first = versions_of(call)
    return [move for after, before in reversed(list(pairwise(newest_first))) for move in moves_in(after, before)]


def moves_in(version: CallVersion, before: CallVersion) -> list[Move]:
    """Return the promises that one version of the rules moved."""
    found = moved_between(rules_in(before), rules_in(version))
    return [Move(each, was, now, version.in_force_at, version.reason) for each, (was, now) in found.items()]


def moves_dates_alone(version: CallVersion, before: CallVersion) -> bool:
    """Tell whether a version differs from the one before in what it promises alone."""
    return only_promises_differ(dump(rules_in(before)), dump(rules_in(version)))
