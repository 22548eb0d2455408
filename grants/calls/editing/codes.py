"""Codes for what an official names in words: people read the words, files and rules refer to the code."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

MAX_CODE = 40


def ascii_words(text: str) -> list[str]:
    """Return the words of a text in small letters without marks: „Rēzeknes pilsēta” becomes rezeknes, pilseta."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def code_of(words: str, taken: Collection[str], fallback: str) -> str:
    """Return a code for words that none of those taken is."""
    code = "_".join(ascii_words(words))[:MAX_CODE].strip("_") or fallback
    return code if code not in taken else next(new for n in count(2) if (new := f"{code}_{n}") not in taken)


def slug_of(words: str, taken: Collection[str] = (), fallback: str = "call", most: int = 60) -> str:
    """Return an address for words that none of those taken is."""
    slug = "-".join(ascii_words(words))[:most].strip("-") or fallback
    return slug if slug not in taken else next(new for n in count(2) if (new := f"{slug}-{n}") not in taken)
