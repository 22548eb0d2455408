"""What is wrong with a document: where, what, and what is expected instead."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grants.calls.rules.phrases import Phrase, phrase
from grants.errors import Invalid

MAX_SHOWN = 60
SHOWN_IN_MESSAGE = 5
_LARGEST_SHOWN = 10**20


@dataclass(frozen=True)
class Problem:
    """Name one thing that is wrong in a document.

    `path` is written as `call.criteria[2].threshold`; empty for the document as a whole. `wrong` completes “this …”
    (`is "7"`, `is missing`) and `expected` completes “expected …”.
    """

    path: str
    wrong: Phrase
    expected: Phrase

    def __str__(self) -> str:
        return f"{self.path or 'document'}: {self.wrong}; expected {self.expected}"


class InvalidDocument(Invalid):
    """Refuse a document; `problems` holds everything that is wrong with it, `document` what was refused."""

    def __init__(self, problems: Sequence[Problem], document: object = None) -> None:
        shown = [str(problem) for problem in problems[:SHOWN_IN_MESSAGE]]
        more = len(problems) - len(shown)
        super().__init__("\n".join([*shown, f"and {more} more"] if more else shown))
        self.problems = tuple(problems)
        self.document = document


def arranged(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetitions, those of one place together and list items in their order."""
    return sorted(dict.fromkeys(problems), key=_place)


def join_path(path: str, key: str | int) -> str:
    """Return the path of a member or list item of what stands at `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", key):
        return f"{path}[{shown(key)}]"
    return f"{path}.{key}" if path else key


def value_is(value: object) -> Phrase:
    """Say what is wrong where a value stands that should not."""
    return phrase("is %(value)s", value=shown(value))


def shown(value: object) -> str:
    """Return a JSON value as a message names it: short, printable, on one line; a phrase where it is only described."""
    if isinstance(value, dict):
        return phrase("an object")
    if isinstance(value, list | tuple):
        return phrase("a list")
    if isinstance(value, int) and abs(value) > _LARGEST_SHOWN:
        return phrase("a very large number")
    if isinstance(value, str) and len(value) > MAX_SHOWN:
        value = value[: MAX_SHOWN - 1] + "…"
    written = json.dumps(value, ensure_ascii=False, default=lambda other: type(other).__name__)
    return written.encode("utf-8", "backslashreplace").decode()


def _place(problem: Problem) -> tuple[list[tuple[int, int, str]], str, str]:
    tokens = re.findall(r"\[\d+\]|[^.\[\]]+|\[\"", problem.path)
    return [_token(token) for token in tokens], problem.wrong, problem.expected


def _token(token: str) -> tuple[int, int, str]:
    return (0, int(token[1:-1]), "") if token[0] == "[" and token[1:-1].isdecimal() else (1, 0, token)
