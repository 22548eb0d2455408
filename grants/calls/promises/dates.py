"""Which dates are promises, which stages keep them, and what an amendment does to them. Pure."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from grants.calls.phase import Stage
from grants.calls.rules.document import Rules
from grants.calls.rules.parsing import parse_instant


class Promise(StrEnum):
    """Name a date of the schedule by which the organiser, not the applicant, has to act."""

    EVALUATION = "evaluation_due_at"
    DECISION = "decision_due_at"


Dates = Mapping[Promise, datetime]
Raw = Mapping[str, Any]
"""A rules document as `rules.canonical.dump` gives it."""

_CLOSED = (Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING)
AWAITED: Mapping[Stage, tuple[Promise, ...]] = MappingProxyType(
    dict.fromkeys(_CLOSED, (Promise.EVALUATION, Promise.DECISION)) | {Stage.DELIBERATION: (Promise.DECISION,)}
)
"""The promises that are still to be kept in each stage; none in any other."""


def dates_of(rules: Rules) -> Dates:
    """Return when each promise of some rules is due."""
    return {promise: getattr(rules.schedule, promise.value) for promise in Promise}


def awaited_in(stage: Stage, rules: Rules) -> Dates:
    """Return the promises of a call in a stage that are still to be kept; where nobody scores, the decision alone."""
    due = dates_of(rules)
    scored = bool(rules.criteria)
    return {each: due[each] for each in AWAITED.get(stage, ()) if scored or each is not Promise.EVALUATION}


def moved_between(before: Rules, after: Rules) -> dict[Promise, tuple[datetime, datetime]]:
    """Return the promises that differ between two rules, each with what it was and what it is."""
    was, is_now = dates_of(before), dates_of(after)
    return {each: (was[each], is_now[each]) for each in Promise if was[each] != is_now[each]}


def with_dates(document: Raw, dates: Dates) -> dict[str, Any]:
    """Return a document that promises these dates; a date that means the same moment stays written as it was."""
    schedule = dict(document["schedule"])
    for promise, at in dates.items():
        if parse_instant(schedule[promise.value]) != at:
            schedule[promise.value] = at.isoformat()
    return dict(document) | {"schedule": schedule}


def only_promises_differ(before: Raw, after: Raw) -> bool:
    """Tell whether two documents are the same but for what they promise, and promise something else."""
    return before != after and _without_promises(before) == _without_promises(after)


def _without_promises(document: Raw) -> Raw:
    promised = {each.value for each in Promise}
    schedule = {name: value for name, value in document["schedule"].items() if name not in promised}
    return dict(document) | {"schedule": schedule}
