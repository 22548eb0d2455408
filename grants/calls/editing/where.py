"""Where a place of a rules document is edited: the page, the field on it, and how both are called."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from grants.calls.editing import labels
from grants.calls.editing.details import Detail, detail_about
from grants.calls.editing.items import Items, details_of_item, find_items
from grants.calls.editing.parts import Part, details_of
from grants.calls.editing.paths import Raw
from grants.web.filters import text

LISTS = ("checks", "criteria", "events", "form")


@dataclass(frozen=True)
class Where:
    """Be the place where something is edited."""

    words: str
    endpoint: str
    values: dict[str, str]


def where(document: Raw, path: str) -> Where | None:
    """Return where a place such as `form[0].fields[2].label` is edited; None for what no page is about."""
    return _in_lists(document, path) or _in_parts(document, path)


def item_name(items: Items, place: int, document: Raw) -> str:
    """Return what an entry of a list is called: Criterion 2.1 “Idea”."""
    entry = items.of(document)[place]
    words = text(entry.get("title") or entry.get("label") or entry.get("text"))
    number = entry["code"] if items.kind.value in {"check", "criterion"} else ""
    short = f"{words[:60]}…" if len(words) > len(words[:61]) else words
    return " ".join(filter(None, (str(labels.ITEMS[items.kind]), number, _("“%(name)s”", name=short) if short else "")))


def _in_lists(document: Raw, path: str) -> Where | None:
    for way in LISTS:
        items = find_items(document, way)
        found = _inside(document, items, path) if items else None
        if found:
            return found
    return None


def _inside(document: Raw, items: Items, path: str) -> Where | None:
    """Return the innermost entry of a list in which a place lies."""
    prefix = _prefix(items)
    match = re.match(re.escape(prefix) + r"\[(\d+)\]", path)
    if not match:
        return None
    place, tokens = int(match[1]), items.tokens(document)
    if place >= len(tokens):
        return None
    way = f"{items.way}/{tokens[place]}"
    inner = find_items(document, way)
    deeper = _inside(document, inner, path) if inner else None
    return deeper or _at(
        details_of_item(items, place, document), document, path, item_name(items, place, document), way
    )


def _at(details: tuple[Detail, ...], document: Raw, path: str, name: str, way: str) -> Where:
    detail = detail_about(details, document, path)
    words = f"{name}: {labels.label(detail, document)}" if detail else name
    anchor = {"_anchor": detail.name} if detail else {}
    return Where(words, "office_rules.item", {"way": way, **anchor})


def _in_parts(document: Raw, path: str) -> Where | None:
    for part in Part:
        details = details_of(part, document)
        detail = detail_about(details, document, path)
        if detail:
            words = f"{labels.PARTS[part]}: {labels.label(detail, document)}"
            return Where(words, "office_rules.part", {"part": part.value, "_anchor": detail.name})
    lists = {"checks": Part.CHECKS, "criteria": Part.CRITERIA, "form": Part.FORM}
    part_of_list = lists.get(re.split(r"[.\[]", path)[0])
    if part_of_list is None:
        return None
    return Where(str(labels.PARTS[part_of_list]), "office_rules.part", {"part": part_of_list.value})


def _prefix(items: Items) -> str:
    path = ""
    for key in items.keys:
        path = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}" if path else str(key)
    return path
