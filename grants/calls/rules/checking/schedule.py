"""Check that the times of a call follow one another."""

from collections.abc import Iterator

from grants.calls.rules.checking.part import Part, not_before, not_below
from grants.calls.rules.parsing import parse_count, parse_day, parse_instant
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import Problem

ORDER = (
    ("published_at", "opens_at"),
    ("published_at", "questions_until"),
    ("opens_at", "closes_at"),
    ("questions_until", "closes_at"),
    ("closes_at", "evaluation_due_at"),
    ("evaluation_due_at", "decision_due_at"),
)
"""Pairs of times of a call of which the second is not before the first.

Projects may start before the decision, and events may be at any time: real calls have both.
"""


def schedule_problems(call: Part) -> Iterator[Problem]:
    """Report times out of order."""
    schedule = call["schedule"]
    for earlier, later in ORDER:
        yield from not_before(schedule[later], schedule[earlier], parse_instant)
    yield from _open_for_some_time(schedule["opens_at"], schedule["closes_at"])
    for channel in call["channels"].each():
        yield from not_before(channel["until"], schedule["opens_at"], parse_instant)
    implementation = schedule["implementation"]
    yield from not_before(implementation["until"], implementation["from"], parse_day)
    yield from not_below(implementation["max_months"], implementation["min_months"], parse_count)


def _open_for_some_time(opens: Part, closes: Part) -> Iterator[Problem]:
    start = opens.read(parse_instant)
    if start is not None and start == closes.read(parse_instant):
        yield closes.problem(phrase("a time after %(path)s", path=opens.path))
