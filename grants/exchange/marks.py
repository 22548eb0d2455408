"""Check marks of a bundle against the scales of its criteria."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from grants.calls.rules.checking.part import Part
from grants.calls.rules.parsing import parse_decimal, parse_positive
from grants.calls.rules.problems import Problem, shown
from grants.calls.rules.scale import on_scale

Scale = tuple[Decimal, Decimal, Decimal]
"""Smallest mark, largest mark, step."""


class Scales:
    """Know the scale of every criterion of a call; a criterion whose scale cannot be read allows every mark."""

    def __init__(self, criteria: Iterable[Part]) -> None:
        self._scales = {one["code"].word: _scale(one) for one in criteria}

    def __contains__(self, code: str) -> bool:
        return code in self._scales

    def problems(self, scores: Part) -> Iterator[Problem]:
        """Report the marks of one sheet that are off the scale of their criterion, or belong to none."""
        for code, mark in scores.members():
            if code not in self._scales:
                yield mark.problem("only criteria of the call", f"scores an unknown criterion {shown(code)}")
                continue
            scale, given = self._scales[code], mark.read(parse_decimal)
            if scale is not None and given is not None and not on_scale(given, *scale):
                low, high, step = scale
                yield mark.problem(f"a mark from {low:f} to {high:f} in steps of {step:f}")


def _scale(criterion: Part) -> Scale | None:
    low, high = criterion["min"].read(parse_decimal), criterion["max"].read(parse_decimal)
    step = criterion["step"].read(parse_positive)
    return None if low is None or high is None or step is None else (low, high, step)
