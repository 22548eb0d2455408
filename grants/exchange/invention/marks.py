"""Invent what evaluators write. Pure."""

from collections.abc import Iterable
from random import Random

from grants.calls.rules.document import Criterion

SPREAD = 0.15
"""How far marks lie from what an application is worth, as a share of the scale."""


def invent_marks(criteria: Iterable[Criterion], worth: float, random: Random) -> dict[str, str]:
    """Return a typed mark for each criterion, near what an application is worth: 0 is worst, 1 is best."""
    return {one.code: _mark(one, random.gauss(worth, SPREAD)) for one in criteria}


def _mark(criterion: Criterion, worth: float) -> str:
    steps = int((criterion.max - criterion.min) / criterion.step)
    taken = min(steps, max(0, round(worth * steps)))
    return format(criterion.min + criterion.step * taken, "f")
