"""The conditions under which a question can be shown: an answer to one that is asked before it."""

import json
from collections.abc import Iterator
from typing import Any

from grants.calls.editing.paths import Path, Raw, get

ASKED = frozenset({"yes_no", "declaration", "choice", "multi_choice"})
"""The types of questions whose answers are known beforehand."""


def conditions_before(document: Raw, keys: Path) -> tuple[str, ...]:
    """Return the conditions that a question at a place can have, as JSON, and the one it has."""
    present = get(document, (*keys, "show_if"))
    found = [_json(condition) for field in _before(document, keys) for condition in _answers(field)]
    return tuple(dict.fromkeys([*found, *([_json(present)] if present else [])]))


def _before(document: Raw, keys: Path) -> Iterator[Raw]:
    """Yield the questions before one: those of the form, and the columns of its own table."""
    section, field = keys[1], keys[3]
    for place, group in enumerate(document["form"]):
        for position, other in enumerate(group["fields"]):
            if (place, position) < (section, field):
                yield other
    if len(keys) > len(("form", 0, "fields", 0)) and isinstance(keys[-1], int):
        yield from (get(document, keys[:-1]) or [])[: keys[-1]]


def _answers(field: Raw) -> Iterator[dict[str, Any]]:
    if field["type"] not in ASKED:
        return
    if field["type"] in {"yes_no", "declaration"}:
        yield from ({"field": field["code"], "equals": answer} for answer in (True, False))
    else:
        yield from ({"field": field["code"], "equals": option["code"]} for option in field.get("options", ()))


def _json(condition: Any) -> str:
    return json.dumps(condition, ensure_ascii=False, sort_keys=True)
