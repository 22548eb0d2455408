"""Hold a raw document to its model and say in plain words what does not fit."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from grants.calls.rules.limits import (
    CODE_PATTERN,
    EMAIL_PATTERN,
    LANGUAGE_PATTERN,
    MAX_DEPTH,
    SLUG_PATTERN,
    ZONE_PATTERN,
)
from grants.calls.rules.parsing import RefusedValueError
from grants.calls.rules.problems import Problem, join_path, shown
from grants.calls.rules.values import WantedText

Context = Mapping[str, Any]
Read = TypeVar("Read", bound=BaseModel)

OBJECT = "an object with names and values"
WHOLE = "a whole number without quotes"
TEXT = "text in quotes"

FORMS = {
    CODE_PATTERN: "a code of at most 64 letters, digits, dots, hyphens and underscores",
    SLUG_PATTERN: "small letters and digits, joined by single hyphens",
    LANGUAGE_PATTERN: 'the code of a language, such as "lv"',
    ZONE_PATTERN: 'a time zone of the IANA database, such as "Europe/Riga"',
    EMAIL_PATTERN: "an e-mail address",
}

EXPECTED: dict[str, Callable[[Context], str]] = {
    "missing": lambda _: "a value, because it is required",
    "none_required": lambda _: "nothing: the name is reserved for a later version",
    "model_type": lambda _: OBJECT,
    "model_attributes_type": lambda _: OBJECT,
    "dict_type": lambda _: OBJECT,
    "tuple_type": lambda _: "a list",
    "recursion_loop": lambda _: f"at most {MAX_DEPTH} levels of nesting",
    "string_type": lambda _: TEXT,
    "string_unicode": lambda _: "text that Unicode can write",
    "string_too_long": lambda given: f"at most {given['max_length']} characters",
    "string_too_short": lambda given: f"at least {given['min_length']} characters",
    "string_pattern_mismatch": lambda given: FORMS[given["pattern"]],
    "too_long": lambda given: f"at most {given['max_length']} entries",
    "too_short": lambda given: f"at least {given['min_length']} entries",
    "int_type": lambda _: WHOLE,
    "int_parsing_size": lambda _: WHOLE,
    "bool_type": lambda _: "true or false",
    "literal_error": lambda given: given["expected"].replace("'", '"'),
    "greater_than_equal": lambda given: f"at least {given['ge']}",
    "less_than_equal": lambda given: f"at most {given['le']}",
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


def _wrong(error: ErrorDetails) -> str:
    refusal = _refusal(error)
    if refusal and refusal.wrong:
        return refusal.wrong
    if error["type"] == "missing":
        return "is missing"
    if error["type"] in {"too_long", "too_short"}:
        return f"has {len(error['input'])} entries"
    if error["type"] == "string_too_long":
        return f"has {len(error['input'])} characters"
    return f"is {shown(error['input'])}"


def _expected(error: ErrorDetails) -> str:
    refusal = _refusal(error)
    if refusal:
        return refusal.expected
    explain = EXPECTED.get(error["type"])
    return explain(error.get("ctx", {})) if explain else "a value of another kind"
