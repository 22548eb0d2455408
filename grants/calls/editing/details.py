"""The single values that an official writes: where each stands in a rules document, and how it is written there."""

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from grants.calls.editing.lots import put_lots_in_order
from grants.calls.editing.options import followed_by, led_by, lines_of
from grants.calls.editing.paths import Path, Raw, get, place, put
from grants.calls.rules.parsing import parse_bound, parse_day, parse_decimal, parse_instant, parse_money


class Kind(StrEnum):
    """Name how a value is written."""

    LINE = "line"
    CODE = "code"
    TEXT = "text"
    MARKDOWN = "markdown"
    EMAIL = "email"
    MOMENT = "moment"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    BOUND = "bound"
    """A bound of an answer: a whole number where the answer is one."""
    COUNT = "count"
    FLAG = "flag"
    PRESENT = "present"
    """Whether an entry of a list is there at all."""
    CHOICE = "choice"
    CHOICES = "choices"
    ONE_OF = "one_of"
    """One of several values that are no words themselves, such as a condition; its codes are their JSON."""
    LINES = "lines"
    """Answers to choose from, a line each."""


@dataclass(frozen=True)
class Detail:
    """Be one value of a document."""

    kind: Kind
    keys: Path
    required: bool = False
    choices: tuple[str, ...] = field(default=(), compare=False)
    """The codes to choose from."""
    language: str = ""
    """The language of its words, if it is in one of several."""
    base: int = field(default=0, compare=False)
    """How many of the keys lead to the item it belongs to."""

    @property
    def name(self) -> str:
        """Return what its field is called in a form."""
        return "_".join(map(str, self.keys[self.base :]))

    @property
    def topic(self) -> str:
        """Return what it is about, whatever its position and language: `criteria.threshold`."""
        names = [str(key) for key in self.keys if not isinstance(key, int)]
        return ".".join(names[:-1] if self.language else names)

    def path(self, document: Raw) -> str:
        """Return where it stands, as problems name it."""
        return place(document, self.keys)

    def read(self, document: Raw) -> Any:
        """Return the value that stands in a valid document, or None."""
        if self.kind is Kind.LINES:
            return lines_of(get(document, self.keys[:-1]), self.language)
        found = get(document, self.keys)
        if self.kind is Kind.PRESENT:
            return found is not None
        return None if found is None else READ.get(self.kind, str)(found)

    def write(self, document: Raw, value: Any, zone: ZoneInfo) -> None:
        """Put a value into a document, None for nothing: a time with the offset that a zone has then."""
        if self.kind is Kind.LINES:
            leads = document["languages"][0] == self.language
            options = get(document, self.keys[:-1]) or []
            put(
                document,
                self.keys[:-1],
                (led_by if leads else followed_by)(options, value or "", self.language) or None,
            )
        elif self.kind is Kind.PRESENT:
            if bool(value) != self.read(document):
                put(document, self.keys, {} if value else None)
        elif value is None or (self.kind is Kind.FLAG and not value and get(document, self.keys) is None):
            put(document, self.keys, None)
        else:
            put(document, self.keys, _written(self.kind, value, zone))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


READ: Mapping[Kind, Any] = {
    Kind.MOMENT: parse_instant,
    Kind.DAY: parse_day,
    Kind.MONEY: parse_money,
    Kind.NUMBER: parse_decimal,
    Kind.BOUND: parse_bound,
    Kind.COUNT: int,
    Kind.FLAG: bool,
    Kind.CHOICES: list,
    Kind.ONE_OF: _json,
}
WRITTEN: Mapping[Kind, Any] = {
    Kind.DAY: lambda day: day.isoformat(),
    Kind.MONEY: lambda amount: f"{amount:.2f}",
    Kind.NUMBER: lambda number: f"{number.normalize():f}",
    Kind.BOUND: lambda number: int(number) if number == int(number) else f"{number.normalize():f}",
    Kind.COUNT: int,
    Kind.FLAG: bool,
    Kind.CHOICES: list,
    Kind.ONE_OF: json.loads,
}

CAPS: Path = ("funding", "category_caps")
OPTIONAL: Mapping[Path, frozenset[str]] = {
    ("approved_by",): frozenset({"body", "number", "date"}),
    ("schedule", "clarification"): frozenset({"days"}),
    ("schedule", "contest"): frozenset({"months", "to"}),
    ("funding", "co_financing"): frozenset({"min_percent"}),
    ("funding", "carried_over"): frozenset({"amount", "source"}),
    ("applicants", "age"): frozenset({"min", "max"}),
    ("signature",): frozenset({"by"}),
}
"""What a document need not have, and the names of which at least one has to be there if it has."""


def replaced(document: Raw, values: Mapping[Detail, Any], zone: ZoneInfo) -> Raw:
    """Return a document with other values, None for nothing; what has lost all that it needs is left out."""
    changed = deepcopy(document)
    for detail, value in values.items():
        detail.write(changed, value, zone)
    for keys, needed in OPTIONAL.items():
        found = get(changed, keys)
        if found is not None and not any(found.get(name) for name in needed):
            put(changed, keys, None)
    put_lots_in_order(changed)
    caps = get(changed, CAPS)
    if caps is not None:
        put(changed, CAPS, [cap for cap in caps if "max_percent" in cap] or None)
    return changed


def detail_about(details: Iterable[Detail], document: Raw, path: str) -> Detail | None:
    """Return the detail that stands at a path, above it, or the first that stands below."""
    places = {detail: detail.path(document) for detail in details} if path else {}
    exact = (detail for detail, found in places.items() if found == path)
    near = (detail for detail, found in places.items() if _inside(found, path) or _inside(path, found))
    return next(exact, None) or next(near, None)


def _inside(inner: str, outer: str) -> bool:
    return inner.startswith((f"{outer}.", f"{outer}["))


def _written(kind: Kind, value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    return WRITTEN.get(kind, str)(value)
