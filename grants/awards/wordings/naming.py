"""How bodies are named in letters and contracts, and how a text of several lines is told in paragraphs."""

from collections.abc import Iterator

from flask_babel import gettext as _

from grants.documents.content import Block, said

NOTHING = ("", "–")


def body_of(name: str, registration_number: str | None, address: str) -> str:
    """Name a body with its registration number and address, where they are known."""
    parts = [name]
    if registration_number and registration_number not in NOTHING:
        parts.append(_("registration No. %(number)s", number=registration_number))
    return ", ".join([*parts, *([address] if address not in NOTHING else [])])


def paragraphs(words: str) -> Iterator[Block]:
    """Yield each line of a text as a paragraph."""
    yield from (said(line.strip()) for line in words.splitlines() if line.strip())
