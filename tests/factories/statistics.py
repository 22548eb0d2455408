"""Calls with statistics: the published panel of 15 by 5, or a part of it."""

from itertools import cycle, islice
from typing import Any

from grants.calls.models import Call
from tests.factories import awards
from tests.factories.awards import a_deliberated_call, judged
from tests.factories.documents import Raw, sheet
from tests.support.stages import staged

MARKS = (
    "5544",
    "5543",
    "5543",
    "5432",
    "4444",
    "4543",
    "4433",
    "5341",
    "4343",
    "4232",
    "4323",
    "3322",
    "3221",
    "2321",
    "2111",
)
"""Of each application a mark from each of three evaluators, and what one of them gave in the second criterion."""
EVALUATORS = tuple(awards.EVALUATORS)
STATISTICS = {"decimals": 2, "statistics": True, "tie_break": ["submitted_at:asc"]}


def scored_apart(count: int = len(MARKS)) -> list[Raw]:
    """Return applications that evaluators have scored differently, beyond the panel in its order again."""
    return [
        judged(
            f"A-{number}",
            evaluations=[sheet(evaluator, mark, marks[3]) for evaluator, mark in zip(EVALUATORS, marks, strict=False)],
        )
        for number, marks in enumerate(islice(cycle(MARKS), count), start=1)
    ]


@staged
def a_call_with_statistics(count: int = len(MARKS), **rules: Any) -> Call:
    """Return a call whose committee deliberates, whose rules have statistics."""
    return a_deliberated_call(*scored_apart(count), **{"scoring": STATISTICS} | rules)
