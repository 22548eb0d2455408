"""The lists of a rules document: what their entries are, where they stand, and which details each has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from grants.calls.editing.conditions import conditions_before
from grants.calls.editing.details import Detail, Kind
from grants.calls.editing.parts import Part, worded
from grants.calls.editing.paths import Path, Raw, get
from grants.calls.rules.checking.fields import NUMBERS
from grants.calls.rules.checking.form import NOT_IN_TABLES

Details = tuple[Detail, ...]
FILE_KINDS = ("pdf", "edoc", "asice", "docx", "jpg", "png", "heic")
AUTOMATIC = ("in_time", "amount", "attachments", "registration_number", "dates")
MAX_ENTRIES = 100
"""How many entries an editor lets one list have; no list of the rules takes fewer but those in LIMITS."""


class ItemKind(StrEnum):
    """Name what an entry of a list is."""

    CHECK = "check"
    CRITERION = "criterion"
    EVENT = "event"
    SECTION = "section"
    FIELD = "field"
    COLUMN = "column"


LIMITS: Mapping[ItemKind, int] = {ItemKind.EVENT: 50, ItemKind.SECTION: 50, ItemKind.COLUMN: 20}
PARTS: Mapping[ItemKind, Part] = {
    ItemKind.CHECK: Part.CHECKS,
    ItemKind.CRITERION: Part.CRITERIA,
    ItemKind.EVENT: Part.SCHEDULE,
    ItemKind.SECTION: Part.FORM,
    ItemKind.FIELD: Part.FORM,
    ItemKind.COLUMN: Part.FORM,
}
"""The part on whose page a list stands."""


@dataclass(frozen=True)
class Items:
    """Be one list of a document; `way` is how its page is addressed, such as form/project."""

    kind: ItemKind
    keys: Path
    way: str

    def of(self, document: Raw) -> list[Any]:
        """Return its entries, the list itself where there is one."""
        found: list[Any] | None = get(document, self.keys)
        return [] if found is None else found

    def tokens(self, document: Raw) -> list[str]:
        """Return how each entry is named in addresses: by its code, or by its place where it has none."""
        return [str(entry.get("code", place)) for place, entry in enumerate(self.of(document))]

    def most(self) -> int:
        """Return how many entries it may have."""
        return LIMITS.get(self.kind, MAX_ENTRIES)


def find_items(document: Raw, way: str) -> Items | None:
    """Return the list of an address, if there is one."""
    match way.split("/"):
        case ["checks"]:
            return Items(ItemKind.CHECK, ("checks",), way)
        case ["criteria"]:
            return Items(ItemKind.CRITERION, ("criteria",), way)
        case ["events"]:
            return Items(ItemKind.EVENT, ("schedule", "events"), way)
        case ["form"]:
            return Items(ItemKind.SECTION, ("form",), way)
        case ["form", section]:
            return _inside(document, "form", section, ItemKind.FIELD, "fields")
        case ["form", section, field]:
            table = _inside(document, f"form/{section}", field, ItemKind.COLUMN, "columns")
            return table if table and get(document, (*table.keys[:-1], "type")) == "table" else None
    return None


def find_item(document: Raw, way: str) -> tuple[Items, int] | None:
    """Return the list and the position of the entry of an address, if there is one."""
    outer, _slash, token = way.rpartition("/")
    items = find_items(document, outer)
    tokens = items.tokens(document) if items else []
    return (items, tokens.index(token)) if items and token in tokens else None


def details_of_item(items: Items, place: int, document: Raw) -> Details:
    """Return the details of an entry, in the order in which they are read."""
    return _DETAILS[items.kind](document, (*items.keys, place))


def beginning(items: Items, document: Raw, kind: str = "") -> Raw:
    """Return an entry that is added to a list, before anybody has written into it; `kind` is the type of a field."""
    blank = {document["languages"][0]: ""}
    match items.kind:
        case ItemKind.CHECK:
            return {"code": _next_code(items.tokens(document), "1.1"), "text": blank, "clarifiable": False}
        case ItemKind.CRITERION:
            scale = (
                {name: items.of(document)[-1][name] for name in ("min", "max", "step")} if items.of(document) else {}
            )
            code = _next_code(items.tokens(document), "2.1")
            return {"code": code, "title": blank, "min": "0", "max": "5", "step": "1", "weight": "1"} | scale
        case ItemKind.EVENT:
            return {"title": blank, "starts_at": document["schedule"]["opens_at"], "place": ""}
        case ItemKind.SECTION:
            return {"code": "", "title": blank, "fields": []}
    columns = {"columns": [{"code": "what", "type": "short_text", "label": blank}]} if kind == "table" else {}
    return {"code": "", "type": kind, "label": blank} | columns


def field_types(kind: ItemKind, types: Sequence[str]) -> tuple[str, ...]:
    """Return the types that a question, or a column of a table, may have."""
    return tuple(one for one in types if kind is ItemKind.FIELD or one not in NOT_IN_TABLES)


def _check(document: Raw, keys: Path) -> Details:
    base = len(keys)
    return (
        Detail(Kind.CODE, (*keys, "code"), required=True, base=base),
        *worded(document, *keys, "text", kind=Kind.TEXT, base=base),
        Detail(Kind.FLAG, (*keys, "clarifiable"), base=base),
        Detail(Kind.CHOICE, (*keys, "auto"), choices=AUTOMATIC, base=base),
        Detail(Kind.FLAG, (*keys, "evidence"), base=base),
    )


def _criterion(document: Raw, keys: Path) -> Details:
    base = len(keys)
    return (
        Detail(Kind.CODE, (*keys, "code"), required=True, base=base),
        *worded(document, *keys, "title", base=base),
        *worded(document, *keys, "guidance", kind=Kind.TEXT, required=False, base=base),
        *(Detail(Kind.NUMBER, (*keys, name), required=True, base=base) for name in ("min", "max", "step")),
        Detail(Kind.NUMBER, (*keys, "threshold"), base=base),
        Detail(Kind.NUMBER, (*keys, "weight"), base=base),
        Detail(Kind.COUNT, (*keys, "comment_min"), base=base),
    )


def _event(document: Raw, keys: Path) -> Details:
    base = len(keys)
    return (
        *worded(document, *keys, "title", base=base),
        Detail(Kind.MOMENT, (*keys, "starts_at"), required=True, base=base),
        Detail(Kind.LINE, (*keys, "place"), required=True, base=base),
    )


def _section(document: Raw, keys: Path) -> Details:
    return worded(document, *keys, "title", base=len(keys))


def _field(document: Raw, keys: Path) -> Details:
    base, type_ = len(keys), get(document, (*keys, "type"))
    always = (
        *worded(document, *keys, "label", kind=Kind.TEXT if type_ == "static_text" else Kind.LINE, base=base),
        *worded(document, *keys, "help", kind=Kind.TEXT, required=False, base=base),
    )
    if type_ != "static_text":
        always += (Detail(Kind.FLAG, (*keys, "required"), base=base),)
    conditions = conditions_before(document, keys)
    shown = (Detail(Kind.ONE_OF, (*keys, "show_if"), choices=conditions, base=base),) if conditions else ()
    return (*always, *_of_type(type_, document, keys), *shown)


def _of_type(type_: str, document: Raw, keys: Path) -> Details:
    base = len(keys)
    match type_:
        case "short_text" | "long_text":
            return (Detail(Kind.COUNT, (*keys, "max_chars"), base=base),)
        case "integer" | "number" | "money":
            bounds = (Detail(Kind.BOUND, (*keys, name), base=base) for name in ("min", "max"))
            return (*bounds, *_compared(document, keys, NUMBERS))
        case "date":
            return _compared(document, keys, frozenset({"date"}))
        case "choice" | "multi_choice":
            return _lines(document, keys, "options")
        case "budget":
            return _lines(document, keys, "categories")
        case "table":
            return tuple(Detail(Kind.COUNT, (*keys, name), base=base) for name in ("min_rows", "max_rows"))
        case "file":
            accept = Detail(Kind.CHOICES, (*keys, "accept"), choices=FILE_KINDS, base=base)
            return (accept, Detail(Kind.COUNT, (*keys, "max_mb"), base=base))
    return ()


def _compared(document: Raw, keys: Path, types: frozenset[str]) -> Details:
    own = get(document, (*keys, "code"))
    beside = [field for field in get(document, keys[:-1]) or () if field["type"] in types]
    form = [field for section in document["form"] for field in section["fields"] if field["type"] in types]
    codes = tuple(dict.fromkeys(field["code"] for field in [*beside, *form] if field["code"] != own))
    named = ("min_field", "max_field")
    return tuple(Detail(Kind.CHOICE, (*keys, name), choices=codes, base=len(keys)) for name in named if codes)


def _lines(document: Raw, keys: Path, name: str) -> Details:
    first = document["languages"][0]
    return tuple(
        Detail(Kind.LINES, (*keys, name, language), required=language == first, language=language, base=len(keys))
        for language in document["languages"]
    )


def _inside(document: Raw, outer: str, token: str, kind: ItemKind, name: str) -> Items | None:
    found = find_item(document, f"{outer}/{token}")
    if found is None:
        return None
    items, place = found
    return Items(kind, (*items.keys, place, name), f"{outer}/{token}")


def _next_code(taken: Sequence[str], first: str) -> str:
    """Return the number after the last one: 2.10 after 2.9."""
    if not taken:
        return first
    stem, dot, last = taken[-1].rpartition(".")
    number = int(last) + 1 if last.isdecimal() and len(last) < len("100") else 0
    code = f"{stem}{dot}{number}"
    return code if number and code not in taken else ""


_DETAILS: Mapping[ItemKind, Callable[[Raw, Path], Details]] = {
    ItemKind.CHECK: _check,
    ItemKind.CRITERION: _criterion,
    ItemKind.EVENT: _event,
    ItemKind.SECTION: _section,
    ItemKind.FIELD: _field,
    ItemKind.COLUMN: _field,
}
