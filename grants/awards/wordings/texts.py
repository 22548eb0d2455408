"""The texts in force for the letters of a call: its own, else those of its organiser, else the service's. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from grants.awards.wordings.kinds import LetterKind

FOLDER = Path(__file__).parents[3] / "templates" / "awards" / "wordings" / "texts"
LANGUAGES = ("lv", "en")
"""The languages in which the service has a text for every kind; in others people write their own."""

Texts = Mapping[tuple[LetterKind, str], str]
"""What was put in their own words, by kind and language; the service's text stands for every other."""


@lru_cache(maxsize=64)
def default_text(kind: LetterKind, language: str) -> str:
    """Return the service's own text for a kind of letter."""
    known = language if language in LANGUAGES else LANGUAGES[-1]
    return (FOLDER / f"{kind.value}.{known}.md").read_text()


def is_written_in(texts: Texts, kind: LetterKind, language: str) -> bool:
    """Tell whether there is a text for a kind of letter in a language, so that nothing stands in for it."""
    return language in LANGUAGES or (kind, language) in texts


def text_in(texts: Texts, kind: LetterKind, language: str) -> str:
    """Return the text in force for a kind of letter in a language."""
    return texts.get((kind, language)) or default_text(kind, language)
