"""Make the words of a message out of its template, in the language of whoever gets it.

A template `<name>.txt` holds the subject, an empty line, and Markdown; its `url_for` gives a page's public address.
Empty lines between paragraphs stay, whatever tags stand beside them, and several become one. Whatever comes from
outside of the template is escaped (`grants.notices.words`); `|safe` lets Markdown through.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask, current_app, g
from flask_babel import force_locale
from flask_babel import gettext as _
from jinja2 import Environment
from markupsafe import Markup

from grants.db import MAX_LINE
from grants.notices.register import Event, Purpose
from grants.notices.words import Words, harmless, unescaped
from grants.web.filters import instead_of_mine, text

_KEY = "grants.notices.environment"
_EMPTY_LINES = re.compile(r"\n\s*\n")


def render(template: str, language: str, context: Mapping[str, Any]) -> Words:
    """Render `templates/<template>.txt`; `organiser` in the context signs the message instead of the service."""
    with reading_as(language):
        values = {**context, "language": language, "url_for": public_address}
        rendered = _environment().get_template(f"{template}.txt").render(values)
        subject, _line, body = rendered.strip().partition("\n")
        words = Words(
            subject=" ".join(unescaped(subject).split())[:MAX_LINE],
            body=_EMPTY_LINES.sub("\n\n", body).strip(),
            signature=signature_of(context.get("organiser")),
        )
        return told_of_fallback(words, context)


def told_of_fallback(words: Words, context: Mapping[str, Any]) -> Words:
    """Say below a message about a call in which language its rules are, where its reader's is not among them."""
    title = getattr(context.get("call"), "title", None)
    name = instead_of_mine(list(title)) if isinstance(title, Mapping) else ""
    if not name or text(title) not in unescaped(f"{words.subject} {words.body}"):
        return words
    note = _("The rules of this call are only in this language: %(language)s.", language=name)
    return replace(words, body=f"{words.body}\n\n{note}")


def footed(words: Words, event: Event, language: str, unsubscribe_url: str) -> Words:
    """Add below the signature what a message is by law, and where its reader ends such e-mail."""
    with reading_as(language):
        law = (
            _("The document itself is attached to this message; it says which term begins with it.")
            if event.starts_term
            else _("Courtesy copy: no legal term begins with this message; what counts stands on the site.")
        )
        lines = [words.signature, "", law]
        if unsubscribe_url and event.purpose is not Purpose.NEWS:
            lines += [_("No more such e-mail:"), unsubscribe_url]
        return replace(words, signature="\n".join(lines))


def public_address(endpoint: str, **values: Any) -> Markup:
    """Return the address of a page as the world knows it, whatever host the request claimed to be for."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return Markup(_base_url() + path)  # noqa: S704  # an address is built of quoted parts


def init_app(app: Flask) -> None:
    """Keep the environment in which messages are rendered beside that of the pages."""
    app.extensions[_KEY] = app.jinja_env.overlay(trim_blocks=False, finalize=harmless)


def _environment() -> Environment:
    environment: Environment = current_app.extensions[_KEY]
    return environment


def signature_of(organiser: Any) -> str:
    """Return the lines under a message: an organiser or its part of the rules, or else the service."""
    signs = [text(organiser.name), text(organiser.address)] if organiser else [_("Grant competitions")]
    return "\n".join([*filter(None, signs), _base_url()])


def _base_url() -> str:
    return str(current_app.extensions["settings"].base_url)


@contextmanager
def reading_as(language: str) -> Iterator[None]:
    """Let everything that asks for the reader's language have the recipient's."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.pop("language", None)
        if before is not None:
            g.language = before
