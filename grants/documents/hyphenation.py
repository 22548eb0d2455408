"""Say where a Latvian word may be broken at the end of a line: the typesetter itself does not know.

The patterns are those of LibreOffice, in the package `pyphen`.
"""

import re
from functools import lru_cache
from typing import Any

from pyphen import Pyphen

SHORTEST = 10
"""Letters of a word that may be broken."""
TOGETHER = 3
"""Letters of a word that stay together at either end."""
SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(rf"(?<![\w@./\\-])[^\W\d_]{{{SHORTEST},}}(?![\w@/\\-]|\.\w)")
"""A word of letters alone: no address, number or code."""


def breakable(said: Any) -> Any:
    """Return data with soft hyphens in the words of its texts."""
    if isinstance(said, str):
        return _WORD.sub(lambda word: _broken(word[0]), said)
    if isinstance(said, dict):
        return {name: value if name == "kind" else breakable(value) for name, value in said.items()}
    return [breakable(each) for each in said] if isinstance(said, list | tuple) else said


@lru_cache(maxsize=1)
def _patterns() -> Pyphen:
    return Pyphen(lang="lv_LV", left=TOGETHER, right=TOGETHER)


@lru_cache(maxsize=16384)
def _broken(word: str) -> str:
    return _patterns().inserted(word, SOFT_HYPHEN)
