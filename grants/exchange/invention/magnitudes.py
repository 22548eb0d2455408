"""Invent numbers and dates of a form that keep their limits, also those that other answers set. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from random import Random
from typing import Any

from grants.calls.rules.document import FormField

MAGNITUDES = frozenset({"integer", "number", "money", "date"})
FIRST_DAY = date(2026, 6, 1)
WIDEST = 40
"""Between the least number or day that fits and the largest that is invented."""
MOST = Decimal(10) ** 12
STEPS = {"money": Decimal("0.01"), "number": Decimal("0.0001")}


def invent_magnitudes(
    fields: Iterable[FormField], random: Random, around: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return typed numbers and dates by code; `around` holds those of the form around the row of a table."""
    inventor = _Inventor([field for field in fields if field.type in MAGNITUDES], random, around or {})
    return {code: inventor.typed(code) for code in inventor.fields}


class _Inventor:
    """Choose values from the smallest to the largest, so that each finds the ones below it chosen already."""

    def __init__(self, fields: Iterable[FormField], random: Random, around: Mapping[str, Any]) -> None:
        self.fields = {field.code: field for field in fields}
        self._random, self._around = random, around
        self._chosen: dict[str, Decimal] = {}
        self._above: dict[str, set[str]] = {code: set() for code in self.fields}
        self._below: dict[str, set[str]] = {code: set() for code in self.fields}
        for field in self.fields.values():
            self._order(field.code, field.max_field)
            self._order(field.min_field, field.code)

    def typed(self, code: str) -> str:
        """Return a value as somebody would type it."""
        value = self._choose(code, frozenset())
        if self.fields[code].type == "date":
            return date.fromordinal(int(value)).strftime("%d.%m.%Y")
        return format(value.normalize(), "f").replace(".", ",")

    def _order(self, smaller: str | None, larger: str | None) -> None:
        if smaller and larger:
            self._above.setdefault(smaller, set()).add(larger)
            self._below.setdefault(larger, set()).add(smaller)

    def _choose(self, code: str, passed: frozenset[str]) -> Decimal:
        if code in self._chosen or code not in self.fields:
            return self._chosen.get(code, _read(self._around.get(code)))
        below = [self._choose(one, passed | {code}) for one in self._below[code] - passed]
        low = max([_least(self.fields[code]), *below])
        high = min(self._greatest(code, frozenset()), low + WIDEST)
        self._chosen[code] = value = low + self._random.randint(0, max(0, int(high - low)))
        return value

    def _greatest(self, code: str, passed: frozenset[str]) -> Decimal:
        """Return the largest value that leaves room for everything above it."""
        if code not in self.fields:
            return _read(self._around[code]) if code in self._around else MOST
        above = [self._greatest(one, passed | {code}) for one in self._above[code] - passed]
        return min([_most(self.fields[code]), *above])


def _least(field: FormField) -> Decimal:
    if field.type == "date":
        return Decimal(FIRST_DAY.toordinal())
    least = Decimal(field.min) if field.min is not None else min(Decimal(1), _most(field))
    least = max(least, Decimal(0) if field.type == "money" else -MOST)
    return least.quantize(STEPS.get(field.type, Decimal(1)), ROUND_CEILING)


def _most(field: FormField) -> Decimal:
    if field.type == "date":
        return Decimal(date.max.toordinal())
    most = min(Decimal(field.max), MOST) if field.max is not None else MOST
    return most.quantize(STEPS.get(field.type, Decimal(1)), ROUND_FLOOR)


def _read(typed: Any) -> Decimal:
    """Read what this module has typed."""
    if typed is None:
        return Decimal(0)
    if str(typed).count(".") == 2:  # noqa: PLR2004 - day, month, year
        day, month, year = map(int, str(typed).split("."))
        return Decimal(date(year, month, day).toordinal())
    return Decimal(str(typed).replace(",", "."))
