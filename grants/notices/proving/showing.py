"""What is shown of the words of a message that is another's, and what names it as evidence. Pure."""

import re
from hashlib import sha256

from grants.notices.words import Words

_ADDRESS = re.compile(r"<?(?:https?://|(?<![\w/])/[a-z]+/)[^\s<>\"]+>?")
HIDDEN = "[…]"
"""Stands where an address was: whoever follows it may act as the reader of the message."""


def without_addresses(words: Words) -> Words:
    """Return words without the addresses of pages in them."""
    return Words(words.subject, _ADDRESS.sub(HIDDEN, words.body), words.signature)


def digest_of(words: Words) -> str:
    """Return the SHA-256 of what a message says, as its reader has it: subject, an empty line, text."""
    return sha256(f"{words.subject}\n\n{words.text}".encode()).hexdigest()
