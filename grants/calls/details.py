"""What differs from one call to the next: where it stands in a rules document, and how it is written there.

Everything else in a document, such as the form and the criteria, is changed by its file.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import Any
from zoneinfo import ZoneInfo

from grants.calls.rules.parsing import parse_day, parse_instant, parse_money
from grants.calls.rules.problems import join_path

Raw = dict[str, Any]
Path = tuple[str | int, ...]


class Kind(StrEnum):
    """Name how a value is written."""

    LINE = "line"
    EMAIL = "email"
    MOMENT = "moment"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"


class Group(StrEnum):
    """Name what a detail belongs to."""

    NAME = "name"
    ACT = "act"
    MONEY = "money"
    CONTACT = "contact"
    DATES = "dates"


@dataclass(frozen=True)
class Detail:
    """Be one value that an official writes for each call."""

    group: Group
    kind: Kind
    keys: Path
    """The names and positions that lead to it."""
    required: bool = True

    @property
    def name(self) -> str:
        """Return what its field is called in a form."""
        return "_".join(map(str, self.keys))

    @property
    def path(self) -> str:
        """Return where it stands, as `grants.calls.rules.problems` writes it."""
        return reduce(join_path, self.keys, "")

    def read(self, document: Raw) -> Any:
        """Return the value that stands in a valid document, or None."""
        found: Any = document
        for key in self.keys:
            found = found.get(key) if isinstance(found, dict) else found[key]
            if found is None:
                return None
        return READ[self.kind](found)

    def written(self, value: Any, zone: ZoneInfo) -> Any:
        """Return a value as a document holds it: a time with the offset that a zone has then."""
        if isinstance(value, datetime):
            return value.astimezone(zone).isoformat()
        return WRITTEN[self.kind](value)


READ: Mapping[Kind, Any] = {
    Kind.LINE: str,
    Kind.EMAIL: str,
    Kind.MOMENT: parse_instant,
    Kind.DAY: parse_day,
    Kind.MONEY: parse_money,
    Kind.COUNT: int,
}
WRITTEN: Mapping[Kind, Any] = {
    Kind.LINE: str,
    Kind.EMAIL: str,
    Kind.DAY: lambda day: day.isoformat(),
    Kind.MONEY: lambda amount: f"{amount:.2f}",
    Kind.COUNT: int,
}

AMOUNT = ("funding", "amount")
FIXED = (
    Detail(Group.NAME, Kind.LINE, ("slug",)),
    Detail(Group.ACT, Kind.LINE, ("approved_by", "body"), required=False),
    Detail(Group.ACT, Kind.LINE, ("approved_by", "number"), required=False),
    Detail(Group.ACT, Kind.DAY, ("approved_by", "date"), required=False),
    Detail(Group.MONEY, Kind.MONEY, ("funding", "limit", "total"), required=False),
    Detail(Group.MONEY, Kind.COUNT, ("funding", "limit", "projects"), required=False),
    Detail(Group.CONTACT, Kind.EMAIL, ("organiser", "email")),
    Detail(Group.CONTACT, Kind.LINE, ("organiser", "phone")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "published_at")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "opens_at")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "questions_until")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "closes_at")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "evaluation_due_at")),
    Detail(Group.DATES, Kind.MOMENT, ("schedule", "decision_due_at")),
    Detail(Group.DATES, Kind.DAY, ("schedule", "implementation", "from")),
    Detail(Group.DATES, Kind.DAY, ("schedule", "implementation", "until")),
    Detail(Group.DATES, Kind.DAY, ("retention_until",)),
)
"""What every call has."""


def details_of(document: Raw) -> tuple[Detail, ...]:
    """Return the details of a valid document, those of a group in the order in which they are read."""
    titles = [Detail(Group.NAME, Kind.LINE, ("title", language)) for language in document["languages"]]
    fixed = "fixed" in document["funding"]["amount"]
    sums = ("fixed",) if fixed else ("min", "max")
    amounts = [Detail(Group.MONEY, Kind.MONEY, (*AMOUNT, name), required=name != "min") for name in sums]
    return (*titles, *amounts, *FIXED, *_further_dates(document))


def detail_about(details: Iterable[Detail], path: str) -> Detail | None:
    """Return the detail that stands at a path, or the first that stands below."""
    return next((detail for detail in details if f"{detail.path}.".startswith(f"{path}.") and path), None)


def replaced(document: Raw, values: Mapping[Path, Any]) -> Raw:
    """Return a document with other values at these places, None for nothing; an act without anything is no act."""
    changed = deepcopy(document)
    for keys, value in values.items():
        _put(changed, keys, value)
    if not changed.get("approved_by"):
        changed.pop("approved_by", None)
    return changed


def _further_dates(document: Raw) -> list[Detail]:
    """Return the dates of which a call has as many as it has events and ways to send an application in."""
    events = range(len(document["schedule"].get("events", ())))
    ways = [place for place, channel in enumerate(document.get("channels", ())) if "until" in channel]
    return [
        *(Detail(Group.DATES, Kind.MOMENT, ("channels", place, "until"), required=False) for place in ways),
        *(Detail(Group.DATES, Kind.MOMENT, ("schedule", "events", place, "starts_at")) for place in events),
    ]


def _put(holder: Any, keys: Path, value: Any) -> None:
    key, *rest = keys
    if rest:
        _put(holder.setdefault(key, {}) if isinstance(holder, dict) else holder[key], tuple(rest), value)
    elif value is None:
        holder.pop(key, None)
    else:
        holder[key] = value
