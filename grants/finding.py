"""Find rows by what somebody types: parts of words, whatever their accents and case, on both databases alike.

Each word becomes a pattern in which a letter stands for itself with every accent, so that nothing has to be stored
twice: ten thousand names are looked through in some hundredths of a second.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

MAX_SOUGHT = 100
"""Characters of what is looked for."""
MAX_WORDS = 8
"""Words of it that are looked for; more do not make it clearer."""
_ACCENTED = range(0x00C0, 0x0250)
"""Letters of the Latin alphabet beyond ASCII."""

Searched = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def _base(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[:1].lower()


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """Return by plain letter all letters that are the same to who looks for it."""
    found: dict[str, str] = defaultdict(str)
    for code in _ACCENTED:
        found[_base(chr(code))] += chr(code)
    return dict(found)


def words_in(typed: str) -> list[str]:
    """Return the words that are looked for, at most MAX_WORDS of MAX_SOUGHT characters; no byte of zero among them."""
    return typed.replace("\0", " ")[:MAX_SOUGHT].split()[:MAX_WORDS]


def pattern_of(word: str) -> str:
    """Return the regular expression that finds a word anywhere, in any case and with any accents."""
    return "".join(_any_of(letter) for letter in unicodedata.normalize("NFC", word))


def _any_of(letter: str) -> str:
    if not letter.isalpha():
        return letter if letter.isdigit() else re.escape(letter)
    base = _base(letter)
    return "[" + "".join(sorted({letter, letter.lower(), letter.upper()[:1], base, base.upper()[:1]} | set(_variants().get(base, "")))) + "]"  # fmt: skip  # noqa: E501


def begins_a_word(word: str) -> str:
    """Return the regular expression that finds a word only where one begins."""
    return f"(^|[- /(.,:;\"'„“”«»–]){pattern_of(word)}"


def begun_by(typed: str, *columns: Searched) -> ColumnElement[bool]:
    """Return the condition that every word begins a word in one of some columns: what is meant more likely."""
    return _every(typed, begins_a_word, columns)


def found_by(typed: str, *columns: Searched) -> ColumnElement[bool]:
    """Return the condition that every word stands in one of some columns."""
    return _every(typed, pattern_of, columns)


def _every(typed: str, made: Callable[[str], str], columns: Sequence[Searched]) -> ColumnElement[bool]:
    patterns = [made(word) for word in words_in(typed)]
    return and_(*(or_(*(column.regexp_match(pattern) for column in columns)) for pattern in patterns))
