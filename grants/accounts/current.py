"""Who is signed in: the cookie of a browser names its session, and the session its person."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import NoReturn, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, Request, abort, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager

from grants.accounts.models import Person
from grants.accounts.sessions import SESSION_OF_APPLICANT, person_in
from grants.db import MAX_LINE
from grants.web import resending
from grants.web.addresses import page_before
from grants.web.reader import reader
from grants.web.requests import SAFE_METHODS

SESSION = "session"
"""The part of the cookie that holds the id of the session."""

GUEST = "guest"
"""The part of the cookie that holds the id of the session of somebody who has not signed in."""

P = ParamSpec("P")
R = TypeVar("R")


def current_person() -> Person | None:
    """Return who is signed in, with their roles, or nothing."""
    return reader()


def current_guest() -> Person | None:
    """Return who fills in an application in this browser without being signed in, or nothing."""
    if "guest" not in g:
        found = _id_in(GUEST) if current_person() is None else None
        g.guest = person_in(found) if found else None
    guest: Person | None = g.guest
    return guest


def current_applicant() -> Person | None:
    """Return who is signed in, or else who began without."""
    return current_person() or current_guest()


def require_applicant() -> Person:
    """Return who is signed in, or else who began without; send others to the sign-in page and back."""
    return current_applicant() or _to_sign_in()


def require_person() -> Person:
    """Return who is signed in; send others to the sign-in page and from there back to where they were."""
    return current_person() or _to_sign_in()


def session_id() -> UUID | None:
    """Return the id of the session in which somebody is signed in."""
    return _id_in(SESSION)


def _id_in(part: str) -> UUID | None:
    """Return an id in the cookie; one of another version of the service may hold anything."""
    try:
        return UUID(str(session.get(part)))
    except ValueError:
        return None


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those through who are signed in; decorates a view."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        require_person()
        return view(*args, **kwargs)

    return guarded


def init_app(app: Flask) -> None:
    """Find the person of each request by its session."""
    app.permanent_session_lifetime = SESSION_OF_APPLICANT
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    manager = LoginManager(app)
    manager.session_protection = None  # addresses of phones change; the session has its own end
    manager.request_loader(_load)


def _load(_request: Request) -> Person | None:
    found = session_id()
    return person_in(found) if found else None


def _to_sign_in() -> NoReturn:
    if resending.may_give_back() and any(text.strip() for _name, text in resending.typed()):
        abort(resending.give_back(_("You are signed out, so this could not be stored."), HTTPStatus.FORBIDDEN))
    abort(redirect(url_for("accounts.sign_in", next=_way_back()), 303))


def _way_back() -> str:
    """Return the page to come back to: a form cannot be sent again by itself, so the page that holds it."""
    address = request.full_path.rstrip("?") if request.method in SAFE_METHODS else page_before()
    return address if 0 < len(address) <= MAX_LINE else url_for("accounts.home")
