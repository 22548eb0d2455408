"""The language in which officials write texts: placeholders such as {applicant}, and nothing else. Pure.

Nothing in it computes, repeats or reaches into anything: a name in curly brackets stands for words that are ready.
"""

import re
from collections.abc import Callable

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")


def named_in(text: str) -> list[tuple[str, int]]:
    """Return the placeholders of a text in their order, each with its line, counted from 1."""
    lines = enumerate(text.splitlines(), start=1)
    return [(name, number) for number, line in lines for name in _PLACEHOLDER.findall(line)]


def stray_in(text: str) -> list[int]:
    """Return the lines in which a curly bracket stands around no name."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if _BRACE.search(_PLACEHOLDER.sub("", line))]


def alone(text: str) -> str | None:
    """Return the name of the placeholder that is a whole text; nothing for any other."""
    found = _PLACEHOLDER.fullmatch(text)
    return found[1] if found else None


def put(text: str, word_for: Callable[[str], str | None]) -> str:
    """Return a text with words in the place of its placeholders; one without a word stays as it is.

    What is put there is never read again, so braces in a name stay braces.
    """

    def word(found: re.Match[str]) -> str:
        known = word_for(found[1])
        return found[0] if known is None else known

    return _PLACEHOLDER.sub(word, text)
