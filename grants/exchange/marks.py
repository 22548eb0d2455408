"""Check marks of a bundle against the scales of its criteria."""

from collections.abc import Iterator
from decimal import Decimal

from grants.calls.rules.checking.part import Part
from grants.calls.rules.parsing import parse_decimal, parse_positive
from grants.calls.rules.phrases import phrase
from grants.calls.rules.problems import Problem
from grants.calls.rules.scale import on_scale

Scale = tuple[Decimal, Decimal, Decimal]
"""Smallest mark, largest mark, step."""


class Scales:
    """Know the scale of every criterion of a call whose scale can be read."""

    def __init__(self, criteria: Part) -> None:
        scales = {one["code"].word: _scale(one) for one in criteria.each()}
        self._scales = {code: scale for code, scale in scales.items() if code is not None and scale is not None}

    def problems(self, scores: Part) -> Iterator[Problem]:
        """Report the marks of one sheet that are off the scale of their criterion."""
        for code, mark in scores.members():
            yield from self._problem(code, mark)

    def consensus_problems(self, consensus: Part) -> Iterator[Problem]:
        """Report the consensus marks of one application that are off the scale of their criterion."""
        for code, agreed in consensus.members():
            yield from self._problem(code, agreed["mark"])

    def _problem(self, code: str, mark: Part) -> Iterator[Problem]:
        scale, given = self._scales.get(code), mark.read(parse_decimal)
        if scale is not None and given is not None and not on_scale(given, *scale):
            low, high, step = scale
            figures = {"low": format(low, "f"), "high": format(high, "f"), "step": format(step, "f")}
            yield mark.problem(phrase("a mark from %(low)s to %(high)s in steps of %(step)s", **figures))


def _scale(criterion: Part) -> Scale | None:
    low, high = criterion["min"].read(parse_decimal), criterion["max"].read(parse_decimal)
    step = criterion["step"].read(parse_positive)
    return None if low is None or high is None or step is None else (low, high, step)
