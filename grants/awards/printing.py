"""How the sentences of a decision print what they are about."""

from decimal import Decimal

from grants.web import filters


def shown(number: str | None) -> str:
    """Write a decimal string as the reader does, with all of its decimals."""
    if number is None:
        return filters.number(None)
    return filters.number(Decimal(number), len(number.partition(".")[2]))


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())
