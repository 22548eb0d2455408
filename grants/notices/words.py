"""The words of a message: Markdown in which whatever comes from outside is escaped, read as text or as HTML.

A project title must not become a link in somebody's mail, so it is escaped when the words are written down. One text is
stored; both parts of the e-mail are made of it when it is sent.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from grants.web.markdown import to_html

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing until they are ended: in a name, of all that follows."""
_STYLES = (
    ":root {color-scheme: light dark} body {background: #fff; color: #212529} .foot {color: #495057} "
    "a {color: #0b5394} h2, h3 {font-size: 18px; line-height: 1.3} "
    "@media (prefers-color-scheme: dark) {body {background: #16191c; color: #e9ecef} .foot {color: #ced4da} "
    "a {color: #9ec5fe}}"
)
"""What a mail program makes of colours by itself is a lottery, so both schemes are named; programs that know no style
sheet show their own colours."""


_FRAME = (
    '<!doctype html>\n<html lang="%s">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
    f"<title>%s</title>\n<style>{_STYLES}</style></head>\n"
    '<body style="margin: 0; padding: 24px; font-family: sans-serif; font-size: 16px; line-height: 1.5">\n'
    '<div style="max-width: 40em; margin: 0 auto; overflow-wrap: break-word">\n%s\n'
    '<p class="foot" style="margin-top: 2em; padding-top: 1em; border-top: 1px solid #868e96; font-size: 14px">'
    "%s</p>\n"
    "</div>\n</body>\n</html>\n"
)
"""A plain string, filled with what is safe already: the worker makes one of every message."""


@dataclass(frozen=True)
class Words:
    """Hold what a message says: a line of subject, a body in Markdown, and who signs it, a line each."""

    subject: str
    body: str
    signature: str

    @property
    def text(self) -> str:
        """Return the body and the signature as plain text; Markdown stays, it can be read."""
        return f"{unescaped(self.body)}\n\n-- \n{self.signature}\n"

    @property
    def html(self) -> Markup:
        """Return the body alone as HTML, for a page that shows the message."""
        return to_html(self.body, 2)

    def page(self, language: str) -> str:
        """Return the body and the signature as a whole page of HTML, for the e-mail."""
        return _FRAME % (escape(language), escape(self.subject), self.html, _signed(self.signature))


def escaped(value: object) -> object:
    """Take its meaning from every mark of Markdown in a value, unless it is markup already."""
    return value if isinstance(value, Markup) else _PUNCTUATION.sub(r"\\\1", str(value))


def undirected(value: object) -> str:
    """Return a value without the marks that turn the direction of the words after it."""
    return _DIRECTION.sub("", str(value))


def harmless(value: object) -> object:
    """Take from a value what is Markdown, and what turns the direction of the words after it."""
    return escaped(value if isinstance(value, Markup) else undirected(value))


def unescaped(markdown: str) -> str:
    """Give the marks of Markdown in values back as they were before `escaped`."""
    return "".join(_ESCAPED.split(markdown))


@lru_cache(maxsize=16)
def _signed(signature: str) -> str:
    """Return a signature as HTML; every message of an organiser has the same."""
    return "<br>\n".join(_linked(line) for line in signature.splitlines())


def _linked(line: str) -> str:
    is_address, safe = line.startswith(("https://", "http://")) and " " not in line, escape(line)
    return f'<a href="{safe}">{safe}</a>' if is_address else str(safe)
