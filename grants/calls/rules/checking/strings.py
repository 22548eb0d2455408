"""Find what no database column and no JSON reader holds, wherever in a raw document it stands.

The models hold the values they know to their limits; this holds everything else, such as answers and unknown names.
"""

import math
from collections.abc import Iterable, Iterator

from grants.calls.rules.checking.part import Part
from grants.calls.rules.limits import MAX_DEPTH, MAX_DIGITS, MAX_TEXT
from grants.calls.rules.phrases import (
    HALF_CHARACTER,
    NUL,
    Phrase,
    at_most_characters,
    at_most_digits,
    at_most_levels,
    has_characters,
    phrase,
)
from grants.calls.rules.problems import Problem

TOO_DEEP = (at_most_levels(MAX_DEPTH), phrase("is nested too deeply"))


def unsafe_values(document: Part) -> Iterator[Problem]:
    """Report unsafe strings and names, numbers out of range, and nesting deeper than MAX_DEPTH."""
    waiting: list[tuple[Part, int]] = [(document, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > MAX_DEPTH:
            yield part.problem(*TOO_DEEP)
            continue
        for key, value in _entries(part.value):
            if isinstance(key, str) and (reason := _unsafe_string(key)):
                yield part.problem(*reason)
            if isinstance(value, dict | list):
                waiting.append((Part(value, part, key), depth + 1))
            elif reason := _unsafe(value):
                yield Part(value, part, key).problem(*reason)


def _entries(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _unsafe(value: object) -> tuple[Phrase, Phrase] | None:
    """Return what is expected instead of an unsafe value, and what is wrong with it."""
    if isinstance(value, str):
        return _unsafe_string(value)
    if isinstance(value, float) and not math.isfinite(value):
        return phrase("a finite number"), phrase("is no finite number")
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        return at_most_digits(MAX_DIGITS), phrase("is a very large number")
    return None


def _unsafe_string(text: str) -> tuple[Phrase, Phrase] | None:
    if len(text) > MAX_TEXT:
        return at_most_characters(MAX_TEXT), has_characters(len(text))
    if "\x00" in text:
        return NUL
    try:
        text.encode()
    except UnicodeEncodeError:
        return HALF_CHARACTER
    return None
