"""What the pages of applications share: who may come in, and the page that gives back what could not be stored."""

import uuid
from collections.abc import Iterable

from flask import abort, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import current_applicant, require_applicant, require_person
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.models import Application, Right
from grants.applications.policies import right_of
from grants.applications.services import hold, require_right
from grants.errors import NotFound

Page = str | Response | tuple[str, int]
Typed = Iterable[tuple[str, str]]
"""Labels and what was typed beside them."""


def application_of(
    application_id: uuid.UUID, least: Right = Right.READ, *, held: bool = False, guests: bool = False
) -> tuple[Person, Application]:
    """Return the reader and an application they work on; raise NotFound, or Forbidden without the right it takes.

    With `guests` also for who began without signing in: what takes an address or another person is not for them.

    With `held` nobody else changes it or its call from here on, for a request that does nothing slow before it writes.
    """
    person = require_applicant() if guests else require_person()
    application = hold(application_id) if held else queries.application_for(application_id, person)
    if right_of(person, application) is None:
        raise NotFound
    require_right(person, application, least)
    return person, application


def keep_typed_of_signed_out() -> None:
    """Answer a form of somebody who is no longer signed in with what they typed, so that it can be copied."""
    if current_applicant() is None:
        typed = [(name, text) for name, text in request.form.items() if name.startswith("a-") and len(text) > 1]
        message = _("You are signed out, so this could not be stored. Sign in and put it in again.")
        abort(make_response(unsaved(message, typed, url_for("accounts.sign_in", next=request.path)), 403))


def unsaved(message: object, typed: Typed, way_out: str) -> str:
    """Return a page that says why something was not stored and gives it back to be copied."""
    return render_template("applications/unsaved.html", message=message, typed=list(typed), way_out=way_out)


def address(endpoint: str, application: Application) -> str:
    """Return the address of a page of an application."""
    return url_for(f"applications.{endpoint}", application_id=application.id)
