"""The difference between two versions of rules, in words: what is new, gone, moved, or says something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from grants.calls.editing import labels
from grants.calls.editing.details import Detail, Kind
from grants.calls.editing.items import Items, details_of_item, find_items
from grants.calls.editing.parts import Part, details_of
from grants.calls.editing.paths import Raw
from grants.calls.editing.where import item_name
from grants.web import filters

LISTS: Sequence[tuple[Part, str]] = (
    (Part.SCHEDULE, "events"),
    (Part.FORM, "form"),
    (Part.CHECKS, "checks"),
    (Part.CRITERIA, "criteria"),
)
"""The lists of a document, each with the part it is told about under; what lies inside of them is found on the way."""


@dataclass(frozen=True)
class Change:
    """Be one thing that differs: where, what stood there, and what stands there now; words only."""

    part: Part
    what: str
    before: str
    after: str


def differences(old: Raw, new: Raw) -> list[Change]:
    """Return what differs between two valid documents, in the order of the parts; nothing if they say the same."""
    found = [*_in_parts(old, new)]
    for part, way in LISTS:
        found.extend(_in_list(part, way, old, new))
    if not found and old != new:
        found.append(Change(Part.TEXTS, _("Something that these pages do not show"), "", _("changed")))
    order = list(Part)
    return sorted(found, key=lambda change: order.index(change.part))


def _in_parts(old: Raw, new: Raw) -> Iterator[Change]:
    for part in Part:
        before = {detail: detail for detail in details_of(part, old)}
        after = {detail: detail for detail in details_of(part, new)}
        for detail in dict.fromkeys([*after, *before]):
            source, target = before.get(detail), after.get(detail)
            yield from _changed(part, "", (source or detail, old), (target or detail, new))


def _in_list(part: Part, way: str, old: Raw, new: Raw) -> Iterator[Change]:
    before, after = find_items(old, way), find_items(new, way)
    places_before, places_after = _places(before, old), _places(after, new)
    for token, place in places_before.items():
        if before and token not in places_after:
            yield Change(part, item_name(before, place, old), _("is there"), _("is gone"))
    for token, place in places_after.items():
        if not after:
            continue
        if not before or token not in places_before:
            yield Change(part, item_name(after, place, new), "", _added(after, place, new))
            continue
        yield from _in_entry(part, (before, places_before[token], old), (after, place, new))
        if find_items(new, f"{way}/{token}") or find_items(old, f"{way}/{token}"):
            yield from _in_list(part, f"{way}/{token}", old, new)
    kept_before = [token for token in places_before if token in places_after]
    kept_after = [token for token in places_after if token in places_before]
    if kept_before != kept_after and after:
        yield Change(part, _("Order: %(of)s", of=labels.ITEMS[after.kind]), *_orders(before, after, old, new))


def _in_entry(part: Part, source: tuple[Items, int, Raw], target: tuple[Items, int, Raw]) -> Iterator[Change]:
    name = item_name(*target)
    before = {detail.name: detail for detail in details_of_item(*source)}
    after = {detail.name: detail for detail in details_of_item(*target)}
    for key in dict.fromkeys([*after, *before]):
        detail = after.get(key) or before[key]
        yield from _changed(part, name, (before.get(key, detail), source[2]), (after.get(key, detail), target[2]))


def _changed(part: Part, name: str, source: tuple[Detail, Raw], target: tuple[Detail, Raw]) -> Iterator[Change]:
    before, after = (_value(*one) for one in (source, target))
    if before == after:
        return
    label = labels.label(*target)
    yield Change(part, f"{name}: {label}" if name else label, _said(*source, before), _said(*target, after))


def _value(detail: Detail, document: Raw) -> Any:
    value = detail.read(document)
    return None if value in (None, "", [], False) else value


def _said(detail: Detail, document: Raw, value: Any) -> str:
    """Say a value as the pages of a call do."""
    if value is None:
        return _("No") if detail.kind in {Kind.FLAG, Kind.PRESENT} else _("nothing")
    match detail.kind:
        case Kind.FLAG | Kind.PRESENT:
            return _("Yes")
        case Kind.MOMENT:
            return filters.moment(value)
        case Kind.DAY:
            return filters.day(value)
        case Kind.MONEY:
            return filters.money(value)
        case Kind.NUMBER | Kind.BOUND | Kind.COUNT:
            return filters.number(value)
        case Kind.CHOICE | Kind.ONE_OF:
            return labels.choice(detail, value, document)
        case Kind.CHOICES:
            return ", ".join(labels.choice(detail, code, document) for code in value)
    return str(value)


def _added(items: Items, place: int, document: Raw) -> str:
    """Say of a new entry what it holds besides its name."""
    details = details_of_item(items, place, document)
    said = [
        (detail, _value(detail, document)) for detail in details if not detail.language and detail.kind is not Kind.CODE
    ]
    told = (f"{labels.label(detail, document)}: {_said(detail, document, value)}" for detail, value in said if value)
    return "; ".join([_("is new"), *told])


def _places(items: Items | None, document: Raw) -> Mapping[str, int]:
    return {token: place for place, token in enumerate(items.tokens(document))} if items else {}


def _orders(before: Items | None, after: Items, old: Raw, new: Raw) -> tuple[str, str]:
    def names(items: Items, document: Raw) -> str:
        return (
            ", ".join(items.tokens(document))
            if items.kind.value in {"check", "criterion"}
            else _titles(items, document)
        )

    return names(before, old) if before else "", names(after, new)


def _titles(items: Items, document: Raw) -> str:
    return ", ".join(filters.text(entry.get("title") or entry.get("label")) for entry in items.of(document))
