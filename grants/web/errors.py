"""One table from exception to page: a refusal, in the reader's language, names the thing and the way out."""

from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import refresh
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from grants import clock
from grants.db import db
from grants.errors import DomainError
from grants.web import resending
from grants.web.addresses import page_before
from grants.web.reader import forget_reader
from grants.web.requests import request_id
from grants.workflow import Impossible

TITLES = {
    400: _l("We could not read that"),
    403: _l("You cannot do that here"),
    404: _l("There is no such page"),
    405: _l("That address does not work this way"),
    409: _l("That is not possible any more"),
    410: _l("That is not possible any more"),
    413: _l("That is too large"),
    415: _l("We cannot take this kind of file"),
    422: _l("Something needs correcting"),
    429: _l("Too many tries"),
    500: _l("Something went wrong on our side"),
    503: _l("The service cannot be used at the moment"),
}
WAYS_OUT = {
    400: _l("Go back, reload the page and try again."),
    403: _l("If you think you should be able to, ask the organiser of the call."),
    404: _l("The address may be mistyped, or the page is not for the account you are signed in with."),
    405: _l("Go back and use the buttons of the page."),
    409: _l("Look at the page as it is now: somebody may have done it already, or its time is over."),
    413: _l(
        "Go back: what you typed is still there. At most 12 MB can be sent at once and 2 MB of text: send files one by "
        "one, or shorten the text."
    ),
    422: _l("Go back: what you typed is still there. Correct it and send it again."),
    429: _l("Wait a few minutes and try again."),
    500: _l("Nothing was stored. Try again in a minute; if it happens again, tell the organiser the number below."),
    503: _l("Nothing was stored. Go back and try again in a minute: what you typed is still there."),
}


PROBLEM = "application/problem+json"
_KEPT_HEADERS = ("Allow", "Retry-After")


def init_app(app: Flask) -> None:
    """Answer every exception with its page."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(IntegrityError, _overtaken)
    app.register_error_handler(StaleDataError, _overtaken)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, message: object = "", wait: int = 0) -> Response:
    """Answer with a refusal: what happened, why, and the way out; as `problem+json` to whoever reads only JSON.

    `wait` is the number of seconds after which it can be tried again.
    """
    if _reads_only_json():
        return _problem(status, message)
    try:
        return make_response(_html(status, message, wait=wait), status)
    except Exception:  # whatever broke the frame of the page, the reader still learns what happened
        current_app.logger.exception("no full page for a refusal")
        return _plain(status, message)


def _plain(status: int, message: object = "") -> Response:
    """Answer without asking the database who the reader is, which language they chose and what is in their menu."""
    forget_reader()
    refresh()
    return make_response(_html(status, message, plain=True), status)


def _reads_only_json() -> bool:
    accepted = request.accept_mimetypes
    return not accepted.accept_html and (accepted.accept_json or accepted.quality(PROBLEM) > 0)


def _html(status: int, message: object, *, plain: bool = False, wait: int = 0) -> str:
    return render_template(
        "web/error.html",
        title=_title(status),
        message=message,
        way_out=WAYS_OUT.get(status, ""),
        number=request_id(),
        form_page=page_before() if request.method == "POST" else "",
        again_at=clock.now() + timedelta(seconds=wait) if wait else None,
        status=status,
        plain=plain,
    )


def _title(status: int) -> object:
    return TITLES.get(status, HTTPStatus(status).phrase)


def _problem(status: int, message: object) -> Response:
    """Answer as RFC 9457 has it."""
    answer = jsonify(type="about:blank", status=status, title=str(_title(status)), detail=str(message))
    answer.content_type = PROBLEM
    answer.status_code = status
    return answer


def _domain_error(error: DomainError) -> Response:
    if isinstance(error, Impossible):
        current_app.logger.info("refused: %s", error.codes)
    return page(error.status, error.message)


def _csrf_error(_error: CSRFError) -> Response:
    message = _("The page was open for too long, or your browser does not keep cookies.")
    if resending.may_give_back() and not _reads_only_json():
        return resending.give_back(message, 400)
    return page(400, message)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError) and error.original_exception:
        return _broken(error.original_exception)
    if error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response(request.environ))
    headers = dict(error.get_headers(request.environ))
    wait = headers.get("Retry-After", "")
    answer = page(error.code or 500, wait=int(wait) if wait.isdecimal() else 0)
    for name, value in headers.items():
        if name in _KEPT_HEADERS:
            answer.headers[name] = value
    return answer


def _unreachable(error: OperationalError) -> Response:
    current_app.logger.error("database: %s", error)
    _give_up()
    return _problem(503, "") if _reads_only_json() else _plain(503)


def _overtaken(error: IntegrityError | StaleDataError) -> Response:
    """Answer whoever lost a race that the database decided, such as the second of two equal requests."""
    current_app.logger.error("overtaken", exc_info=error)
    _give_up()
    return page(409, _("The same thing was changed a moment ago. Look where it stands now before you try again."))


def _unexpected(error: BaseException) -> Response:
    current_app.logger.error("unexpected error", exc_info=error)
    _give_up()
    return page(500)


def _broken(error: BaseException) -> Response:
    """Answer what went wrong when the answer was ready already: most likely its commit."""
    if isinstance(error, OperationalError):
        return _unreachable(error)
    if isinstance(error, IntegrityError | StaleDataError):
        return _overtaken(error)
    return _unexpected(error)


def _give_up() -> None:
    """End a broken transaction, so that the page itself can read who the reader is."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
