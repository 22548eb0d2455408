"""What is wrong with a document, in the reader's language."""

from flask_babel import gettext, ngettext

from grants.calls.rules.phrases import Phrase


def said(words: str, **instead: str) -> str:
    """Say a phrase in the reader's language, with other values if given; other words are said as they are."""
    if not isinstance(words, Phrase):
        return words
    values = {name: said(value) if isinstance(value, str) else value for name, value in words.values.items()} | instead
    if words.plural:
        return ngettext(words.text, words.plural, words.number, **values)
    return gettext(words.text, **values)
