"""Answers to choose from, as lines of a text: one per line and language; their codes follow from the first language."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from grants.calls.editing.codes import code_of

Raw = dict[str, Any]

UNNAMED = "–"
"""The line of an option that has no words in a language, so that the lines of all languages stay side by side."""


def lines_of(options: Iterable[Raw] | None, language: str) -> str:
    """Return the words of options in a language, a line each."""
    return "\n".join(option["label"].get(language) or UNNAMED for option in options or ())


def words_of(lines: str) -> list[str]:
    """Return the words of each line that is not empty."""
    return [line.strip() for line in lines.splitlines() if line.strip()]


def led_by(options: list[Raw], lines: str, language: str) -> list[Raw]:
    """Return the options that lines in the first language make: words that were there keep their code and all else."""
    words = words_of(lines)
    before = {option["label"].get(language): option for option in options}
    made: list[Raw] = []
    for place, line in enumerate(words):
        kept = before.get(line) or _renamed(options, words, place, language)
        taken = [option["code"] for option in [*options, *made]]
        option = kept or {"code": code_of(line, taken, fallback="option"), "label": {}}
        made.append(option | {"label": option["label"] | {language: line}})
    return made


def followed_by(options: list[Raw], lines: str, language: str) -> list[Raw]:
    """Return the options with the words of another language, line by line in the same order."""
    pairs = zip_longest(options, words_of(lines)[: len(options)])
    return [_worded(option, language, line) for option, line in pairs]


def _worded(option: Raw, language: str, line: str | None) -> Raw:
    others = {other: words for other, words in option["label"].items() if other != language}
    return option | {"label": others | ({language: line} if line and line not in {UNNAMED, "-"} else {})}


def _renamed(options: list[Raw], words: list[str], place: int, language: str) -> Raw | None:
    """Return the option whose words were changed in place: as many lines as before, and the old words are gone."""
    if len(options) != len(words) or options[place]["label"].get(language) in words:
        return None
    return options[place]
