"""Hold a raw document to its model and say in plain words what does not fit."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from grants.calls.rules.limits import (
    CODE_PATTERN,
    EMAIL_PATTERN,
    HASH_PATTERN,
    LANGUAGE_PATTERN,
    MAX_DEPTH,
    SLUG_PATTERN,
    ZONE_PATTERN,
)
from grants.calls.rules.parsing import RefusedValueError
from grants.calls.rules.phrases import (
    HALF_CHARACTER,
    LANGUAGE,
    MISSING,
    OBJECT,
    WHOLE,
    ZONE,
    Phrase,
    at_most_characters,
    at_most_levels,
    counted,
    has_characters,
    phrase,
)
from grants.calls.rules.problems import Problem, join_path, value_is
from grants.calls.rules.values import WantedText

Context = Mapping[str, Any]
Read = TypeVar("Read", bound=BaseModel)

TEXT = phrase("text in quotes")

FORMS = {
    CODE_PATTERN: phrase("a code of at most 64 letters, digits, dots, hyphens and underscores"),
    SLUG_PATTERN: phrase("small letters and digits, joined by single hyphens"),
    LANGUAGE_PATTERN: LANGUAGE,
    ZONE_PATTERN: ZONE,
    EMAIL_PATTERN: phrase("an e-mail address"),
    HASH_PATTERN: phrase("64 digits of a SHA-256 value, 0 to 9 and a to f"),
}

EXPECTED: dict[str, Callable[[Context], Phrase]] = {
    "missing": lambda _: phrase("a value, because it is required"),
    "none_required": lambda _: phrase("nothing: the name is reserved for a later version"),
    "model_type": lambda _: OBJECT,
    "model_attributes_type": lambda _: OBJECT,
    "dict_type": lambda _: OBJECT,
    "tuple_type": lambda _: phrase("a list"),
    "recursion_loop": lambda _: at_most_levels(MAX_DEPTH),
    "string_type": lambda _: TEXT,
    "string_unicode": lambda _: HALF_CHARACTER[0],
    "string_too_long": lambda given: at_most_characters(given["max_length"]),
    "string_too_short": lambda given: counted(
        "at least %(num)d character", "at least %(num)d characters", given["min_length"]
    ),
    "string_pattern_mismatch": lambda given: FORMS[given["pattern"]],
    "too_long": lambda given: counted("at most %(num)d entry", "at most %(num)d entries", given["max_length"]),
    "too_short": lambda given: counted("at least %(num)d entry", "at least %(num)d entries", given["min_length"]),
    "int_type": lambda _: WHOLE,
    "int_parsing_size": lambda _: WHOLE,
    "bool_type": lambda _: phrase("true or false"),
    "literal_error": lambda given: phrase("one of %(values)s", values=_values(given["expected"])),
    "greater_than_equal": lambda given: phrase("at least %(least)s", least=given["ge"]),
    "less_than_equal": lambda given: phrase("at most %(most)s", most=given["le"]),
}


def read_structure(
    model: type[Read], raw: object, *, at: str = "", context: WantedText | None = None
) -> tuple[Read | None, list[Problem]]:
    """Return what a raw document holds as a model, or None and everything that does not have the model's shape.

    `at` is the path of the document itself.
    """
    try:
        return model.model_validate(raw, context=context), []
    except ValidationError as error:
        return None, [_problem(one, at) for one in error.errors(include_url=False)]


def _problem(error: ErrorDetails, at: str) -> Problem:
    path = at
    for key in error["loc"]:
        path = join_path(path, key)
    return Problem(path, _wrong(error), _expected(error))


def _refusal(error: ErrorDetails) -> RefusedValueError | None:
    refusal = error.get("ctx", {}).get("error")
    return refusal if isinstance(refusal, RefusedValueError) else None


def _values(listed: str) -> str:
    """Return the values of a list such as `'stop', 'skip' or 'partial'` as JSON has them."""
    return ", ".join(f'"{value}"' for value in re.findall("'([^']*)'", listed))


def _wrong(error: ErrorDetails) -> Phrase:
    refusal = _refusal(error)
    if refusal and refusal.wrong:
        return refusal.wrong
    if error["type"] == "missing":
        return MISSING
    if error["type"] in {"too_long", "too_short"}:
        return counted("has %(num)d entry", "has %(num)d entries", len(error["input"]))
    if error["type"] == "string_too_long":
        return has_characters(len(error["input"]))
    return value_is(error["input"])


def _expected(error: ErrorDetails) -> Phrase:
    refusal = _refusal(error)
    if refusal:
        return refusal.expected
    explain = EXPECTED.get(error["type"])
    return explain(error.get("ctx", {})) if explain else phrase("a value of another kind")
