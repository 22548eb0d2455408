"""Who is signed in: a session names the person and when it began; it ends by itself, sooner for officials."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import NoReturn, ParamSpec, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, abort, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from grants import clock
from grants.accounts.models import Person
from grants.accounts.policies import is_staff
from grants.db import MAX_LINE, db
from grants.web import resending
from grants.web.reader import reader
from grants.web.requests import SAFE_METHODS

SESSION_OF_APPLICANT = timedelta(days=30)
SESSION_OF_STAFF = timedelta(hours=12)

_WITH_ROLES = select(Person).where(Person.id == bindparam("id")).options(joinedload(Person.roles))

P = ParamSpec("P")
R = TypeVar("R")


def current_person() -> Person | None:
    """Return who is signed in, with their roles, or nothing."""
    return reader()


def require_person() -> Person:
    """Return who is signed in; send others to the sign-in page and from there back to where they were."""
    return current_person() or _to_sign_in()


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those through who are signed in; decorates a view."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        require_person()
        return view(*args, **kwargs)

    return guarded


def begin_session(person: Person) -> None:
    """Sign a person in with a session that holds nothing of the one before it but the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.permanent = True
    session["signed_in_at"] = clock.now().isoformat()
    login_user(person)


def end_session() -> None:
    """Sign out on this device, keeping the language."""
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language


def init_app(app: Flask) -> None:
    """Find the person of each request from its session."""
    app.permanent_session_lifetime = SESSION_OF_APPLICANT
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    manager = LoginManager(app)
    manager.session_protection = None  # addresses of phones change; the session has its own end
    manager.user_loader(_load)


def _load(person_id: str) -> Person | None:
    person = db.session.scalars(_WITH_ROLES, {"id": UUID(person_id)}).unique().one_or_none()
    return person if person and _still_valid(person) else None


def _still_valid(person: Person) -> bool:
    if "signed_in_at" not in session:
        return False
    began = datetime.fromisoformat(session["signed_in_at"])
    lifetime = SESSION_OF_STAFF if is_staff(person) else SESSION_OF_APPLICANT
    return began >= person.sessions_valid_from and clock.now() < began + lifetime


def _to_sign_in() -> NoReturn:
    if resending.may_give_back() and any(text.strip() for _name, text in resending.typed()):
        abort(resending.give_back(_("You are signed out, so this could not be stored."), HTTPStatus.FORBIDDEN))
    abort(redirect(url_for("accounts.sign_in", next=_way_back()), 303))


def _way_back() -> str:
    """Return the page to come back to: a form cannot be sent again by itself, so the page that holds it."""
    if request.method in SAFE_METHODS:
        address = request.full_path.rstrip("?")
    else:
        page = urlsplit(request.referrer or "")
        address = page.path if page.netloc == request.host else ""
    return address if 0 < len(address) <= MAX_LINE else url_for("accounts.home")
