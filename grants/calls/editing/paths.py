"""Ways to a place in a raw document: names, positions in lists, and entries found by what they hold."""

from dataclasses import dataclass
from typing import Any

from grants.calls.rules.problems import join_path

Raw = dict[str, Any]


@dataclass(frozen=True)
class By:
    """Be the entry of a list in which a name has a value, such as the channel whose kind is post."""

    name: str
    value: str

    def __str__(self) -> str:
        return self.value


Key = str | int | By
Path = tuple[Key, ...]


def get(document: Any, keys: Path) -> Any:
    """Return what stands at a place, or None."""
    found = document
    for key in keys:
        found = _member(found, key)
        if found is None:
            return None
    return found


def put(document: Any, keys: Path, value: Any) -> None:
    """Write a value at a place, with what is needed to hold it; None removes what stands there."""
    key, rest = keys[0], keys[1:]
    if not rest:
        _write(document, key, value)
        return
    holder = _member(document, key)
    if holder is None:
        if value is None:
            return
        holder = [] if isinstance(rest[0], int | By) else {}
        holder = _write(document, key, holder)
    put(holder, rest, value)


def place(document: Any, keys: Path) -> str:
    """Return a place as problems name it, such as `criteria[2].threshold`."""
    path, holder = "", document
    for key in keys:
        step = _position(holder, key) if isinstance(key, By) else key
        path = join_path(path, step)
        holder = _member(holder, key)
    return path


def _member(holder: Any, key: Key) -> Any:
    if isinstance(key, str):
        return holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(holder, list):
        return None
    place = _position(holder, key) if isinstance(key, By) else key
    return holder[place] if place < len(holder) else None


def _position(holder: Any, key: By) -> int:
    """Return where the entry stands in a list, or where it would be added."""
    entries = holder if isinstance(holder, list) else []
    found = (
        place for place, entry in enumerate(entries) if isinstance(entry, dict) and entry.get(key.name) == key.value
    )
    return next(found, len(entries))


def _write(holder: Any, key: Key, value: Any) -> Any:
    if isinstance(key, str):
        if value is None:
            holder.pop(key, None)
        else:
            holder[key] = value
        return value
    place = _position(holder, key) if isinstance(key, By) else key
    if isinstance(key, By) and isinstance(value, dict):
        value = {key.name: key.value} | value
    if value is None:
        del holder[place : place + 1]
    else:
        holder[place : place + 1] = [value]
    return value
