"""Criteria out of a table of a text document, as its cells arrive when they are pasted: tabs between them.

A row is a number, a title, the most points and, where there is one, the least that are needed. What a text document has
around them is understood: a heading, rows that add up, cells merged over several rows, decimal commas, a title on
several lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from grants.parsing import Unreadable, parse_number

Raw = dict[str, Any]

MAX_ROWS = 100
MAX_CHARS = 50_000
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3}){0,4}\.?")
_TOTAL = re.compile(r"(kop(ā|ējais|summa)|pavisam|total|sum)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:(?:no\s*)?0\s*(?:[-–]|līdz)\s*)?(\d+(?:[.,]\d+)?)(?:\s*(?:punkt\w*|p\.|points?))?", re.IGNORECASE
)
HALF = Decimal("0.5")


class Fault(StrEnum):
    """Name why a row cannot be taken."""

    NO_POINTS = "no_points"
    NO_TITLE = "no_title"
    TOO_HIGH = "too_high"
    REPEATED = "repeated"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Pasted:
    """Hold the criteria that were found, and each row that could not be taken with the reason."""

    criteria: list[Raw] = field(default_factory=list)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    total: Decimal | None = None
    """The total that the table itself names, to be compared."""

    @property
    def most(self) -> Decimal:
        """Return the largest total of the criteria that were found."""
        return most_points(self.criteria)


def most_points(criteria: Iterable[Raw]) -> Decimal:
    """Return the largest weighted sum of criteria as raw data."""
    return sum((Decimal(one["max"]) * Decimal(one.get("weight", "1")) for one in criteria), Decimal(0))


def criteria_in(text: str, language: str) -> Pasted:
    """Return the criteria in a pasted table, their titles in a language."""
    criteria: list[Raw] = []
    faults: list[tuple[str, Fault]] = []
    total = None
    for cells in _rows(text):
        if _is_total(cells):
            total = _last_number(cells)
            continue
        found = _criterion(cells, language, len(criteria))
        if isinstance(found, Fault):
            faults.append((" · ".join(filter(None, cells)), found))
        elif found and len(criteria) >= MAX_ROWS:
            faults.append((" · ".join(filter(None, cells)), Fault.TOO_MANY))
        elif found and found["code"] in {one["code"] for one in criteria}:
            faults.append((" · ".join(filter(None, cells)), Fault.REPEATED))
        elif found:
            criteria.append(found)
    return Pasted(criteria, faults, total)


def _rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row; a line without cells of its own goes on with the title before it."""
    row: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").splitlines():
        cells = [" ".join(cell.split()) for cell in _cells(line)]
        if not any(cells):
            continue
        if row and len(cells) == 1 and not _POINTS.fullmatch(cells[0]) and not _TOTAL.match(cells[0]):
            row = _continued(row, cells[0])
        else:
            if row:
                yield row
            row = cells
    if row:
        yield row


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return line.split(";") if line.count(";") >= len(("number", "title")) else re.split(r" {3,}|\|", line.strip(" |"))


def _continued(row: list[str], words: str) -> list[str]:
    """Return a row with further words of its title: its longest cell."""
    longest = max(range(len(row)), key=lambda place: len(row[place]))
    return [*row[:longest], f"{row[longest]} {words}".strip(), *row[longest + 1 :]]


def _criterion(cells: list[str], language: str, before: int) -> Raw | Fault | None:
    """Return the criterion of a row, why it is none, or None for a heading."""
    code, rest = _numbered(cells)
    words = [cell for cell in rest if cell and not _POINTS.fullmatch(cell) and not _NUMBER.fullmatch(cell)]
    points = [number for cell in rest if (number := _points(cell)) is not None]
    title = words[0] if words else ""
    if not points:
        return Fault.NO_POINTS if code and title and before else None
    if not title:
        return Fault.NO_TITLE
    most, *needed = points
    if most <= 0 or (needed and needed[0] > most):
        return Fault.TOO_HIGH
    step = HALF if any((Fraction(point) * 2).denominator == 1 != Fraction(point).denominator for point in points) else 1
    threshold = {"threshold": f"{needed[0]:f}"} if needed and needed[0] > 0 else {}
    scale = {"min": "0", "max": f"{most:f}", "step": str(step), "weight": "1"}
    return {"code": code or str(before + 1), "title": {language: title}, **scale, **threshold}


def _numbered(cells: list[str]) -> tuple[str, list[str]]:
    """Return the number of a row, alone in its cell or before the title, and the other cells."""
    for place, (cell, following) in enumerate(pairwise(cells)):
        if _NUMBER.fullmatch(cell) and following and not _POINTS.fullmatch(following):
            return cell.rstrip("."), cells[place + 1 :]
    first, rest = cells[0], cells[1:]
    match = re.match(rf"({_NUMBER.pattern})\s+(\D.*)", first)
    return (match[1].rstrip("."), [match[match.lastindex or 1], *rest]) if match else ("", cells)


def _points(cell: str) -> Decimal | None:
    match = _POINTS.fullmatch(cell)
    try:
        return parse_number(match[1]) if match else None
    except Unreadable:
        return None


def _is_total(cells: list[str]) -> bool:
    return any(_TOTAL.match(cell) for cell in cells)


def _last_number(cells: list[str]) -> Decimal | None:
    numbers = [number for cell in cells if (number := _points(cell)) is not None]
    return numbers[0] if numbers else None
