"""Who reads the page, as far as the frame of a page needs to know; `grants.accounts.current` decides who it is."""

from typing import TYPE_CHECKING

from flask import Flask, current_app, g
from flask_login import current_user

if TYPE_CHECKING:
    from grants.accounts.models import Person


def reader() -> "Person | None":
    """Return the person who is signed in, or None; never asks the database again after `forget_reader`."""
    if g.get("reader_forgotten") or not hasattr(current_app, "login_manager"):
        return None
    person: Person | None = current_user._get_current_object()  # noqa: SLF001  # werkzeug's documented way
    return person if person is not None and person.is_authenticated else None


def forget_reader() -> None:
    """Treat the reader of this request as signed out: the database that knows them may be down."""
    g.reader_forgotten = True


def init_app(app: Flask) -> None:
    """Let templates ask who reads the page."""
    app.jinja_env.globals["reader"] = reader
