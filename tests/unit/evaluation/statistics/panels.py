"""Panels for the tests: the published ones, and small ones of given marks."""

from collections.abc import Sequence
from fractions import Fraction

from grants.evaluation.statistics.panel import Panel

HEYARD = tuple(
    "11125 11226 12135 13215 12235 13145 12345 15225 13435 14255 23445 24355 25446 23466 25546".split()  # noqa: SIM905  # as it is printed
)
"""15 proposals by 5 assessors, marks from 1, the best, to 6 (Heyard et al. 2022)."""
SHROUT_FLEISS = ("9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7")
"""6 targets by 4 judges (Shrout and Fleiss 1979, table 2)."""


def panel(rows: Sequence[Sequence[int | None]], low: int = 1, high: int = 6) -> Panel:
    """Return the panel of some applications, a mark of each evaluator or nothing."""
    judges = max(map(len, rows))
    points = tuple({place: Fraction(mark) for place, mark in enumerate(row) if mark is not None} for row in rows)
    applications = tuple(f"A-{number:04}" for number in range(1, len(rows) + 1))
    return Panel(applications, tuple(f"E{place + 1}" for place in range(judges)), points, Fraction(low), Fraction(high))


def heyard() -> Panel:
    """Return the published panel, turned so that more is better."""
    return panel([[7 - int(mark) for mark in row] for row in HEYARD])


def shrout_fleiss() -> Panel:
    """Return the panel of Shrout and Fleiss."""
    return panel([[int(mark) for mark in row.split()] for row in SHROUT_FLEISS], 0, 10)


def thinned(complete: Panel, step: int) -> Panel:
    """Return a panel without every so many sheets."""
    judges = len(complete.evaluators)
    points = tuple(
        {place: value for place, value in given.items() if (row * judges + place) % step}
        for row, given in enumerate(complete.points)
    )
    return Panel(complete.applications, complete.evaluators, points, complete.low, complete.high)
