"""The publicly verifiable draw of RFC 3797, by which everybody can find the same order again. Pure.

The list is published and the sources are named before their numbers are known; then each number of the order is the
MD5 digest of the key between two copies of the turn, modulo how many are left (RFC 3797, sections 4 and 5).
"""

import hashlib
from collections.abc import Sequence

MAX_SOURCES = 10
"""Lines of numbers that a draw takes."""
MAX_NUMBERS = 50
"""Numbers in one line."""
MOST = 65535
"""How many a draw can put in order: a turn is two bytes (RFC 3797, section 4.2)."""

Source = Sequence[int]


def key_of(sources: Sequence[Source]) -> str:
    """Return the key of a draw: of each source its numbers from the lowest on, each with a point, then a slash."""
    return "".join("".join(f"{number}." for number in sorted(numbers)) + "/" for numbers in sources)


def draw(count: int, sources: Sequence[Source]) -> list[int]:
    """Return the numbers from 1 to `count` in the order in which they are drawn; raise ValueError for too many."""
    if not 0 < count <= MOST:
        raise ValueError(f"{count} cannot be drawn from")
    key, pool = key_of(sources).encode(), list(range(1, count + 1))
    return [pool.pop(_digest(turn, key) % len(pool)) for turn in range(count)]


def order_of(references: Sequence[str], sources: Sequence[Source]) -> list[str]:
    """Return a published list in the order in which it is drawn."""
    return [references[number - 1] for number in draw(len(references), sources)]


def read_sources(typed: str) -> list[list[int]]:
    """Read the numbers of each source, one source in a line; raise ValueError for anything else than whole numbers."""
    sources = [[_number(word) for word in line.replace(",", " ").split()] for line in typed.splitlines()]
    sources = [numbers for numbers in sources if numbers]
    if not 0 < len(sources) <= MAX_SOURCES or any(len(numbers) > MAX_NUMBERS for numbers in sources):
        raise ValueError("no numbers, or too many")
    return sources


def _number(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) <= MAX_DIGITS):
        raise ValueError(f"{word} is no whole number")
    return int(word)


MAX_DIGITS = 15
"""Digits of one number of a source."""


def _digest(turn: int, key: bytes) -> int:
    ends = turn.to_bytes(2, "big")
    # RFC 3797 prescribes MD5; nothing secret hangs on it.
    return int.from_bytes(hashlib.md5(ends + key + ends, usedforsecurity=False).digest(), "big")
