"""The names of the files of letters, in which the number of the document is found again. Pure."""

import re

_OTHERS = re.compile(r"[^\w.-]+")


def file_name(number: str) -> str:
    """Return the number of a document as a file can be called."""
    return _OTHERS.sub("-", number).strip("-.") or "letter"
