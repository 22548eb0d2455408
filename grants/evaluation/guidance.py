"""What an amendment after the deadline has clarified in the guidance of the criteria, for those who score."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from grants.calls.models import Call, CallVersion
from grants.calls.queries import rules_in, rules_of, versions_of
from grants.calls.rules.document import Criterion
from grants.calls.rules.values import Text


@dataclass(frozen=True)
class Clarified:
    """Hold a criterion whose guidance was clarified, last at a moment, and what it said at the deadline."""

    criterion: Criterion
    at: datetime
    before: Text | None


def clarified_in(call: Call) -> list[Clarified]:
    """Return the criteria whose guidance says something else than at the deadline; no statement without amendments."""
    if call.version == 1:
        return []
    versions = versions_of(call)
    later = [version for version in versions if version.in_force_at and version.in_force_at > call.closes_at]
    if not later:
        return []
    announced, changed_at = _guidance(versions[len(later)]), _changed_at(versions[: len(later) + 1])
    return [
        Clarified(criterion, moment, announced.get(criterion.code))
        for criterion in rules_of(call).criteria
        if criterion.guidance != announced.get(criterion.code) and (moment := changed_at.get(criterion.code))
    ]


def _changed_at(versions: list[CallVersion]) -> dict[str, datetime]:
    """Return when each criterion's guidance changed last, of versions with the newest first."""
    moments: dict[str, datetime] = {}
    for version, before in pairwise(versions):
        for code, words in _guidance(version).items():
            if version.in_force_at and words != _guidance(before).get(code):
                moments.setdefault(code, version.in_force_at)
    return moments


def _guidance(version: CallVersion) -> dict[str, Text | None]:
    return {criterion.code: criterion.guidance for criterion in rules_in(version).criteria}
