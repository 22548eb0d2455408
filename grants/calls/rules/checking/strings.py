"""Find what no database column and no JSON reader holds, wherever in a raw document it stands.

The models hold the values they know to their limits; this holds everything else, such as answers and unknown names.
"""

import math
from collections.abc import Iterable, Iterator

from grants.calls.rules.checking.part import Part
from grants.calls.rules.limits import MAX_DEPTH, MAX_DIGITS, MAX_TEXT
from grants.calls.rules.problems import Problem

TOO_DEEP = (f"at most {MAX_DEPTH} levels of nesting", "is nested too deeply")


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


def _unsafe(value: object) -> tuple[str, str] | None:
    """Return what is expected instead of an unsafe value, and what is wrong with it."""
    if isinstance(value, str):
        return _unsafe_string(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "a finite number", "is no finite number"
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        return f"a number of at most {MAX_DIGITS} digits", "is a very large number"
    return None


def _unsafe_string(text: str) -> tuple[str, str] | None:
    if len(text) > MAX_TEXT:
        return f"at most {MAX_TEXT} characters", f"has {len(text)} characters"
    if "\x00" in text:
        return "text without the character NUL", "contains the character NUL"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "text that Unicode can write", "contains half a character"
    return None
