"""Somebody in front of a browser without JavaScript: opens pages and sends their forms, CSRF token and all."""

from contextvars import Context, copy_context
from typing import Any

from flask import has_app_context
from flask.globals import _cv_app, _cv_request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from grants.db import db
from tests.support.pages import Page, Values

FLASKS_OWN = frozenset({_cv_app, _cv_request})


class Visitor(FlaskClient):
    """Send requests that share nothing with the test's own session but the database."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """Send one request: what the test wrote is stored before, what it read is read anew after."""
        if has_app_context():
            db.session.commit()
        response = outside().run(super().open, *args, **options)
        if has_app_context():
            db.session.expire_all()
        return response

    def see(self, address: str, *, status: int = 200) -> Page:
        """Open an address, following redirects, and return the page; raise AssertionError for another status."""
        return _expect(self.get(address, follow_redirects=True), status)

    def send(self, page: Page, typed: Values | None = None, *, button: str = "", status: int = 200) -> Page:
        """Fill in the form of a page, press the button and return the page after it."""
        form = page.form(button)
        data = form.filled(typed or {}, button)
        if form.method == "get":
            return _expect(self.get(form.action, query_string=data, follow_redirects=True), status)
        kind = "multipart/form-data" if form.files else "application/x-www-form-urlencoded"
        response = self.post(form.action, data=data, content_type=kind, follow_redirects=True)
        return _expect(response, status)


def _expect(response: TestResponse, status: int) -> Page:
    page = Page(response)
    assert page.status == status, f"{page.address} answered {page.status} instead of {status}: {page.excerpt}"
    return page


def outside() -> Context:
    """Return the test's context without Flask's part: in an application context a request would share its session."""
    outside = Context()
    for variable, value in copy_context().items():
        if variable not in FLASKS_OWN:
            outside.run(variable.set, value)
    return outside
