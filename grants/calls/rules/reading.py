"""Read the text of a document as plain JSON data, without guessing at anything."""

import json
import math
from collections import Counter
from typing import NoReturn

from grants.calls.rules.limits import MAX_BYTES, MAX_DEPTH
from grants.calls.rules.problems import InvalidDocument, Problem, shown

NESTING = Problem("", "is nested too deeply", f"at most {MAX_DEPTH} levels of nesting")


def load_json(text: bytes) -> dict[str, object]:
    """Return the object that a UTF-8 JSON text holds; raise InvalidDocument if it is no JSON or leaves a doubt.

    A doubt is a name that occurs twice in one object, and a number that JSON does not have. A byte order mark is
    passed over. Texts above MAX_BYTES and nesting deeper than MAX_DEPTH are refused.
    """
    if len(text) > MAX_BYTES:
        raise InvalidDocument([Problem("", f"has {len(text)} bytes", f"at most {MAX_BYTES} bytes")])
    repeated: dict[str, None] = {}
    value = _decoded(_utf8(text), repeated)
    if repeated:
        raise InvalidDocument([_repetition(name) for name in repeated])
    if not isinstance(value, dict):
        raise InvalidDocument([Problem("", f"is {shown(value)}", "an object with names and values")])
    if _is_deep(value):
        raise InvalidDocument([NESTING])
    return value


def _is_deep(document: object) -> bool:
    waiting = [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return True
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting.extend((one, depth + 1) for one in inside if isinstance(one, dict | list))
    return False


def _repetition(name: str) -> Problem:
    return Problem("", f"has the name {shown(name)} twice in one object", "every name once")


def _utf8(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidDocument([Problem("", f"has a byte at {error.start} that is not UTF-8", "UTF-8 text")]) from error


def _decoded(text: str, repeated: dict[str, None]) -> object:
    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(name for name, _ in pairs)
            repeated.update(dict.fromkeys(name for name, count in counts.items() if count > 1))
        return found

    try:
        return json.loads(
            text, object_pairs_hook=members, parse_constant=_no_number, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidDocument([Problem("", f"is no JSON at {place}: {error.msg}", "JSON")]) from error
    except RecursionError as error:
        raise InvalidDocument([NESTING]) from error


def _no_number(name: str) -> NoReturn:
    raise InvalidDocument([Problem("", f"has the number {name}", "numbers that JSON knows")])


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(shown(digits))


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        _no_number(shown(digits))
