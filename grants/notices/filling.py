"""Texts of officials with placeholders, of one message or of many: what is wrong with one, and one filled."""

from collections.abc import Callable, Collection

from flask_babel import gettext as _

from grants.notices.words import harmless, undirected
from grants.placeholders import named_in, put, stray_in

SHOWN_OF_A_NAME = 60
"""Characters of a placeholder that does not exist, when it is named."""


def problem_in(text: str, known: Collection[str], most: int) -> str:
    """Say what is wrong with a text, or nothing: it is empty, too long, or has what stands for nothing."""
    if not text.strip():
        return _("Write the text.")
    if len(text) > most:
        return _("This is too much text: %(length)s characters, at most %(most)s fit.", length=len(text), most=most)
    if stray := stray_in(text):
        return _("Line %(line)d: a curly bracket stands only around the name of a placeholder.", line=stray[0])
    for name, line in named_in(text):
        if name not in known:
            shown = f"{{{name[:SHOWN_OF_A_NAME]}}}"
            return _("Line %(line)d: there is no placeholder %(name)s.", line=line, name=shown)
    return ""


def filled(text: str, value_of: Callable[[str], object | None], *, markdown: bool) -> str:
    """Return a text with its placeholders filled; in Markdown what is filled in carries no meaning, unless markup."""

    def word(name: str) -> str | None:
        value = value_of(name)
        return None if value is None else str(harmless(value)) if markdown else undirected(value)

    return put(text, word)
