"""The frame of every request: its arrival, its number, its one transaction.

A request commits once, and only if it answers 2xx or 3xx; reading methods never commit. What must be kept even though
the request was refused (a failed try to sign in) is written afterwards in a short transaction of its own, and so is
what a reading request had to work out and the next one need not.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from grants import clock
from grants.db import db, set_reading

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PART = "application/octet-stream"
"""What a part of a file is sent as."""
PERCENT_ENCODING = 3
"""A byte of text takes up to this many in an address-encoded body."""
CLOCK_SKEW = timedelta(hours=1)
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the number of the request being answered, or nothing outside of one."""
    return _request_id.get()


def after_refusal(write: Callable[[], None]) -> None:
    """Have something written although this request will be rolled back: evidence of a refusal."""
    g.setdefault("evidence", []).append(write)


def after_reading(write: Callable[[], None]) -> None:
    """Have something kept once this request is answered, although it only reads: what was long to find out."""
    g.setdefault("evidence", []).append(write)


def after_commit(act: Callable[[], None]) -> None:
    """Have something done once this request's transaction has been stored, such as waking the worker."""
    g.setdefault("committed", []).append(act)


class Arrival:
    """Stamp each request with the moment it reached us, before anything waits for its body or the database."""

    def __init__(self, application: "WSGIApplication", header: str) -> None:
        self._application = application
        self._key = "HTTP_" + header.upper().replace("-", "_") if header else ""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer the request with the clock held at its arrival."""
        with clock.at(self._moment(environ)):
            return self._application(environ, start_response)

    def _moment(self, environ: "WSGIEnvironment") -> datetime:
        """Return the trusted proxy's time when it names a believable one, else now."""
        now = clock.now()
        stated = re.search(r"\d{9,11}(\.\d{1,6})?", environ.get(self._key, "")) if self._key else None
        if stated is None:
            return now
        arrived = datetime.fromtimestamp(float(stated.group()), UTC)
        return arrived if now - CLOCK_SKEW <= arrived <= now else now


def init_app(app: Flask, arrival_header: str) -> None:
    """Put the frame around every request of the application."""
    app.wsgi_app = Arrival(app.wsgi_app, arrival_header)  # type: ignore[method-assign]  # Flask's documented way
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_end)


def _begin() -> None:
    _request_id.set(str(uuid.uuid4()))
    if "\0" in request.path or b"%00" in request.query_string:
        raise BadRequest  # nothing of ours has such an address, and PostgreSQL cannot even look for it
    if request.method in SAFE_METHODS:
        set_reading(True)
    else:
        set_reading(False)
        _read_body()


def _read_body() -> None:
    """Read the whole form now, so that no lock waits for a slow client; raise RequestEntityTooLarge.

    Werkzeug holds the limits on text and on the number of fields only for multipart bodies.
    """
    if request.mimetype == "application/x-www-form-urlencoded":
        limits = current_app.config
        request.max_content_length = PERCENT_ENCODING * limits["MAX_FORM_MEMORY_SIZE"]
        if request.get_data().count(b"&") >= limits["MAX_FORM_PARTS"]:
            raise RequestEntityTooLarge
    elif request.mimetype == PART:
        request.get_data()
    request.form  # noqa: B018  # parses it


def _finish(response: Response) -> Response:
    if request.method in SAFE_METHODS or response.status_code >= HTTPStatus.BAD_REQUEST:
        _roll_back()
    else:
        db.session.commit()
        _run("committed")
    response.headers["X-Request-Id"] = request_id()
    return response


def _roll_back() -> None:
    db.session.rollback()
    if "evidence" in g:
        set_reading(False)
        try:
            _run("evidence")
            db.session.commit()
        except SQLAlchemyError:  # the request itself has an answer already, and a database that is gone keeps nothing
            current_app.logger.exception("nothing kept beside a request")
            db.session.rollback()
        else:
            _run("committed")


def _run(name: str) -> None:
    for act in g.pop(name, ()):
        act()


def _end(_error: BaseException | None) -> None:
    set_reading(False)
