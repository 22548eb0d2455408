"""Adding, moving, removing and renaming entries of the lists of a rules document; each returns another document."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

from grants.calls.editing.codes import code_of
from grants.calls.editing.items import ItemKind, Items, find_items
from grants.calls.editing.paths import Raw, get, put


def added(document: Raw, items: Items, entry: Any) -> Raw:
    """Return a document with one more entry at the end of a list."""
    changed = deepcopy(document)
    put(changed, (*items.keys, len(items.of(changed))), entry)
    return changed


def removed(document: Raw, items: Items, place: int) -> Raw:
    """Return a document without an entry; an optional list that has lost its last one is left out."""
    changed = deepcopy(document)
    del items.of(changed)[place]
    if items.kind is ItemKind.EVENT and not items.of(changed):
        put(changed, items.keys, None)
    return changed


def moved(document: Raw, items: Items, place: int, to: int) -> Raw:
    """Return a document in which an entry stands at another place of its list, as near to it as the list reaches."""
    changed = deepcopy(document)
    entries = items.of(changed)
    entry = entries.pop(place)
    entries.insert(max(0, min(to, len(entries))), entry)
    return changed


def moved_to_section(document: Raw, items: Items, place: int, section: str) -> Raw:
    """Return a document in which a question stands at the end of another section."""
    target = find_items(document, f"form/{section}")
    if items.kind is not ItemKind.FIELD or target is None or target.keys == items.keys:
        return document
    changed = deepcopy(document)
    target.of(changed).append(items.of(changed).pop(place))
    return changed


def named(document: Raw, items: Items, place: int) -> Raw:
    """Return a document in which an entry that has no code yet has one, made of its words in the first language."""
    entry = items.of(document)[place]
    if entry.get("code", "code"):
        return document
    words = (entry.get("label") or entry.get("title") or {}).get(document["languages"][0], "")
    code = code_of(words, _taken(document, items), fallback=items.kind.value)
    changed = deepcopy(document)
    put(changed, (*items.keys, place, "code"), code)
    return changed


def ends_twice(document: Raw, items: Items) -> bool:
    """Tell whether the last two entries of a list say the same, whatever their codes."""
    said = [{name: value for name, value in entry.items() if name != "code"} for entry in items.of(document)[-2:]]
    return len(said) == len(("one", "other")) and said[0] == said[1]


def referring(document: Raw, before: str, after: str) -> Raw:
    """Return a document in which what referred to a criterion by its former number refers to it by the new one."""
    changed = deepcopy(document)
    ties = changed["scoring"].get("tie_break")
    if ties and before != after:
        changed["scoring"]["tie_break"] = [
            f"criterion:{after}" if tie == f"criterion:{before}" else tie for tie in ties
        ]
    return changed


def judged(document: Raw, criteria: list[Raw]) -> Raw:
    """Return a document with other criteria, without tie-breaks on former ones and a total that nobody reaches."""
    codes = {criterion["code"] for criterion in criteria}
    scoring = document["scoring"]
    ties = [tie for tie in scoring.get("tie_break", ()) if not tie.startswith("criterion:") or tie[10:] in codes]
    best = sum(Decimal(criterion["max"]) * Decimal(criterion.get("weight", "1")) for criterion in criteria)
    threshold = scoring.get("total_threshold")
    kept = {name: value for name, value in scoring.items() if name not in {"tie_break", "total_threshold"}}
    kept |= {"tie_break": ties} if ties else {}
    kept |= {"total_threshold": threshold} if threshold is not None and Decimal(threshold) <= best else {}
    return document | {"criteria": criteria, "scoring": kept}


def _taken(document: Raw, items: Items) -> list[str]:
    """Return the codes that an entry must not have: those of its list; of a question, those of the whole form."""
    if items.kind is ItemKind.FIELD:
        return [field["code"] for section in document["form"] for field in section["fields"]]
    return [str(entry.get("code", "")) for entry in get(document, items.keys) or ()]
