"""Read the text of a document as plain JSON data, without guessing at anything."""

import json
import math
from collections import Counter
from typing import NoReturn

from grants.calls.rules.limits import MAX_BYTES, MAX_DEPTH
from grants.calls.rules.phrases import OBJECT, at_most_levels, counted, phrase
from grants.calls.rules.problems import InvalidDocument, Problem, shown, value_is

NESTING = Problem("", phrase("is nested too deeply"), at_most_levels(MAX_DEPTH))
EXPECTED = {
    "Expecting value": phrase("a value at this place"),
    "Expecting property name": phrase("a name in quotes at this place"),
    "Expecting ':'": phrase("a colon at this place"),
    "Expecting ','": phrase("a comma or a closing bracket at this place"),
    "Illegal trailing comma": phrase("no comma after the last entry"),
    "Unterminated string": phrase("a closing quote for the text that begins here"),
    "Invalid control": phrase("text without line breaks and other control characters"),
    "Invalid \\": phrase("a backslash only in signs such as %(example)s", example=r"\n and \""),
    "Extra data": phrase("nothing after the end of the object"),
}
"""What JSON wants where the reader of the standard library stops, by how its message begins."""


def load_json(text: bytes) -> dict[str, object]:
    """Return the object that a UTF-8 JSON text holds; raise InvalidDocument if it is no JSON or leaves a doubt.

    A doubt is a name that occurs twice in one object, and a number that JSON does not have. A byte order mark is
    passed over. Texts above MAX_BYTES and nesting deeper than MAX_DEPTH are refused.
    """
    if len(text) > MAX_BYTES:
        raise InvalidDocument([too_large(len(text), MAX_BYTES)])
    repeated: dict[str, None] = {}
    value = _decoded(_utf8(text), repeated)
    if repeated:
        raise InvalidDocument([_repetition(name) for name in repeated])
    if not isinstance(value, dict):
        raise InvalidDocument([Problem("", value_is(value), OBJECT)])
    if _is_deep(value):
        raise InvalidDocument([NESTING])
    return value


def too_large(size: int, most: int) -> Problem:
    """Return the problem of a file with more bytes than are taken."""
    wrong = counted("has %(num)d byte", "has %(num)d bytes", size)
    return Problem("", wrong, counted("at most %(num)d byte", "at most %(num)d bytes", most))


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
    return Problem("", phrase("has the name %(name)s twice in one object", name=shown(name)), phrase("every name once"))


def _utf8(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = phrase("is not written in UTF-8 from byte %(place)s on", place=error.start)
        raise InvalidDocument([Problem("", wrong, phrase("UTF-8 text"))]) from error


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
        raise InvalidDocument([_no_json(error)]) from error
    except RecursionError as error:
        raise InvalidDocument([NESTING]) from error


def _no_json(error: json.JSONDecodeError) -> Problem:
    wrong = phrase("is no JSON at line %(line)s, column %(column)s", line=error.lineno, column=error.colno)
    known = (expected for start, expected in EXPECTED.items() if error.msg.startswith(start))
    return Problem("", wrong, next(known, phrase("JSON")))


def _no_number(name: str) -> NoReturn:
    wrong = phrase("has the number %(number)s", number=name)
    raise InvalidDocument([Problem("", wrong, phrase("numbers that JSON knows"))])


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(shown(digits))


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        _no_number(shown(digits))
