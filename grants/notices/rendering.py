"""Make the words of a message out of its template, in the language of whoever gets it.

A template `<name>.txt` holds the subject, an empty line, and Markdown; its `url_for` gives a page's public address.
Empty lines between paragraphs stay, whatever tags stand beside them, and several become one.

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

_KEY = "grants.notices.environments"
_EMPTY_LINES = re.compile(r"\n\s*\n")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Words:
    """Hold what a message says: one line of subject, and its body as text and as HTML, each in its frame."""

    subject: str
    text: str
    html: str
    body: Markup
    """The body as HTML without its frame, for a page that shows the message."""


def render(template: str, language: str, context: Mapping[str, Any]) -> Words:
    """Render `templates/<template>.txt`; `organiser` in the context signs the message instead of the service."""
    name = f"{template}.txt"
    values = {**context, "language": language, "url_for": public_address, "base_url": _base_url()}
    with _reader(language):
        subject, body = _split(_environments().plain.get_template(name).render(values))
        _subject, escaped = _split(_environments().escaping.get_template(name).render(values))
        layout, shown = {**values, "subject": subject}, to_html(escaped, 2)
        return Words(
            subject=subject,
            text=current_app.jinja_env.get_template("notices/layout.txt").render(layout, body=body),
            html=current_app.jinja_env.get_template("notices/layout.html").render(layout, body=shown),
            body=shown,
        )


def public_address(endpoint: str, **values: Any) -> Markup:
    """Return the address of a page as the world knows it, whatever host the request claimed to be for."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return Markup(_base_url() + path)  # noqa: S704  # an address is built of quoted parts


def init_app(app: Flask) -> None:
    """Keep the environments in which messages are rendered beside that of the pages."""
    app.extensions[_KEY] = _Environments(
        plain=app.jinja_env.overlay(trim_blocks=False),
        escaping=app.jinja_env.overlay(trim_blocks=False, finalize=_escape),
    )


@dataclass(frozen=True)
class _Environments:
    plain: Environment
    escaping: Environment


def _environments() -> _Environments:
    environments: _Environments = current_app.extensions[_KEY]
    return environments


def _escape(value: object) -> object:
    return value if isinstance(value, Markup) else _PUNCTUATION.sub(r"\\\1", str(value))


def _split(rendered: str) -> tuple[str, str]:
    subject, _line, body = rendered.strip().partition("\n")
    return subject.strip()[:MAX_LINE], _EMPTY_LINES.sub("\n\n", body).strip()


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
