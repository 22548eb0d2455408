"""Narrow and sort the rows of a list that are read already, in the order of their reader's language."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from grants.collation import sort_key
from grants.documents.tables import Cell, Column, Kind, Sheet
from grants.finding import pattern_of, words_in
from grants.web.lists.asked import Asked, Shape

T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """Be a column: its code, its head, and what it says of a row."""

    code: str
    head: str
    cell: Callable[[T], Cell]
    kind: Kind = Kind.WORDS
    sought: bool = False
    """Whether words are looked for in it."""
    order: Callable[[T], int] | None = None
    """By what its words are sorted where they are not sorted by their letters."""


@dataclass(frozen=True)
class Filter(Generic[T]):
    """Be what a list can be narrowed by: what can be picked, in words by code, and what a row has."""

    name: str
    label: str
    choices: Mapping[str, str]
    of: Callable[[T], str]
    known: Iterable[str] = ()
    """What a kept view may ask for though no row has it now: then nothing is found, and never everything."""


@dataclass(frozen=True)
class Listing(Generic[T]):
    """Be a list: what its rows say, and what they can be narrowed by. Its first column cannot be hidden."""

    place: str
    """Its code, under which views of it are kept and its file is named."""
    title: str
    parts: Sequence[Part[T]]
    filters: Sequence[Filter[T]] = ()
    usual: str = "usual"
    """The order in which its rows come unless they are sorted."""

    @property
    def shape(self) -> Shape:
        """Return what it can be asked for; a filter of one choice narrows nothing."""
        sorts = [self.usual, *(part.code for part in self.parts)]
        return Shape(sorts, {each.name: {*each.choices, *each.known} for each in self.filters})

    def of(self, rows: Iterable[T], asked: Asked, language: str) -> list[T]:
        """Return the rows that are asked for in their order; what is equal stays in the order in which it came."""
        found = [row for row in rows if self._fits(row, asked)]
        part = next((part for part in self.parts if part.code == asked.sort), None)
        if part is None:
            return found
        known = [row for row in found if part.cell(row) is not None]
        known.sort(key=lambda row: _key(part, row, language), reverse=asked.descending)
        return known + [row for row in found if part.cell(row) is None]

    def sheet(self, rows: Sequence[T], asked: Asked) -> Sheet:
        """Return rows as a table with the columns that are shown."""
        shown = [part for part in self.parts if part.code not in asked.hidden or part is self.parts[0]]
        return Sheet(
            self.title,
            [Column(part.head, part.kind) for part in shown],
            [[part.cell(row) for part in shown] for row in rows],
        )

    def _fits(self, row: T, asked: Asked) -> bool:
        if any(each.of(row) != asked.picked[each.name] for each in self.filters if each.name in asked.picked):
            return False
        said = " ".join(str(part.cell(row) or "") for part in self.parts if part.sought)
        return all(re.search(pattern_of(word), said) for word in words_in(asked.words))


def _key(part: Part[T], row: T, language: str) -> tuple[object, ...]:
    cell = part.cell(row)
    if part.order is not None:
        return (part.order(row),)
    if isinstance(cell, datetime):
        return (cell.timestamp(),)
    return (sort_key(cell, language),) if isinstance(cell, str) else (cell,)
