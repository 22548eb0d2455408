"""Placeholders such as {name} in what officials write to many: words put in the place of names, and nothing else. Pure.

Whatever is put in their place is escaped, so that the title of a project is never read as Markdown.
"""

import re
from collections.abc import Iterable, Mapping

from grants.notices.words import escaped

LINK = "link"
"""The one placeholder that is an address of ours: in Markdown it leads there."""
_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,60})\}")


def unknown_in(text: str, known: Iterable[str]) -> list[str]:
    """Return the placeholders of a text that stand for nothing, each once, in their order."""
    names = set(known)
    return list(dict.fromkeys(name for name in _PLACEHOLDER.findall(text) if name not in names))


def filled(text: str, values: Mapping[str, str], *, markdown: bool) -> str:
    """Return a text with its placeholders filled; in Markdown what is filled in carries no meaning."""

    def value(found: re.Match[str]) -> str:
        word = values.get(found[1], "")
        if not markdown:
            return word
        return f"<{word}>" if found[1] == LINK else str(escaped(word))

    return _PLACEHOLDER.sub(value, text)
