"""Lists in the order of the reader's language; a database sorts each in its own way."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from grants.collation import Key, sort_key
from grants.web.languages import language

T = TypeVar("T")


def words_key(*words: str) -> tuple[Key, ...]:
    """Return by what these words, the first before the next, are sorted for the reader."""
    code = language()
    return tuple(sort_key(each, code) for each in words)


def in_order(things: Iterable[T], words: Callable[[T], str | tuple[str, ...]]) -> list[T]:
    """Sort things by words, or by several; what is equal stays in the order in which it came."""

    def key(thing: T) -> tuple[Key, ...]:
        found = words(thing)
        return words_key(found) if isinstance(found, str) else words_key(*found)

    return sorted(things, key=key)
