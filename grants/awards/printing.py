"""How the sentences of a decision print what they are about."""

from decimal import Decimal
from functools import lru_cache

from grants.web import formats
from grants.web.languages import language


def shown(number: str | None) -> str:
    """Write a decimal string as the reader does, with all of its decimals."""
    return formats.NOTHING if number is None else _shown(number, language())


@lru_cache(maxsize=4096)
def _shown(number: str, language: str) -> str:
    # A page prints the same few numbers again and again.
    return formats.number(Decimal(number), language, len(number.partition(".")[2]))


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())
