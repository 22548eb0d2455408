"""Make the words of a message out of its template, in the language of whoever gets it.

A template `<name>.txt` holds the subject, an empty line, and Markdown; its `url_for` gives a page's public address.
It is rendered twice: as it is for the text part, and for the HTML part with whatever comes from outside of the template
escaped, because a project title must not become a link in somebody's mail. `|safe` lets Markdown through.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g
from flask_babel import force_locale
from jinja2 import Environment
from markupsafe import Markup

from grants.db import MAX_LINE
from grants.web.markdown import to_html

_KEY = "grants.notices.escaping"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Words:
    """Hold what a message says: one line of subject, and its body as text and as HTML."""

    subject: str
    text: str
    html: str


def render(template: str, language: str, context: Mapping[str, Any]) -> Words:
    """Render `templates/<template>.txt`; `organiser` in the context signs the message instead of the service."""
    name = f"{template}.txt"
    values = {**context, "language": language, "url_for": public_address, "base_url": _base_url()}
    with _reader(language):
        subject, body = _split(current_app.jinja_env.get_template(name).render(values))
        _subject, escaped = _split(_escaping().get_template(name).render(values))
        layout = {**values, "subject": subject}
        return Words(
            subject=subject,
            text=current_app.jinja_env.get_template("notices/layout.txt").render(layout, body=body),
            html=current_app.jinja_env.get_template("notices/layout.html").render(layout, body=to_html(escaped, 2)),
        )


def public_address(endpoint: str, **values: Any) -> Markup:
    """Return the address of a page as the world knows it, whatever host the request claimed to be for."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return Markup(_base_url() + path)  # noqa: S704  # an address is built of quoted parts


def init_app(app: Flask) -> None:
    """Keep a second environment of templates, in which values are escaped for Markdown."""
    app.extensions[_KEY] = app.jinja_env.overlay(finalize=_escape)


def _escaping() -> Environment:
    environment: Environment = current_app.extensions[_KEY]
    return environment


def _escape(value: object) -> object:
    return value if isinstance(value, Markup) else _PUNCTUATION.sub(r"\\\1", str(value))


def _split(rendered: str) -> tuple[str, str]:
    subject, _line, body = rendered.strip().partition("\n")
    return subject.strip()[:MAX_LINE], body.strip()


def _base_url() -> str:
    return str(current_app.extensions["settings"].base_url)


@contextmanager
def _reader(language: str) -> Iterator[None]:
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
