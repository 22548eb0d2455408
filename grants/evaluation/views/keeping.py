"""Sheets and notes are kept while they are filled in: what is right of them, as their own pages would store it."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Response, jsonify, request
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import current_person
from grants.accounts.models import Person
from grants.applications.services.locking import hold
from grants.calls.queries import rules_of
from grants.errors import DomainError
from grants.evaluation import dockets, labels, services
from grants.evaluation.policies import NOTED, OPEN, Standing, may_see
from grants.evaluation.services.notes import MAX_NOTE
from grants.evaluation.typed import MAX_REVISION_DIGITS, SheetForm
from grants.evaluation.views.blueprints import evaluation
from grants.parsing import Unreadable, clean_text
from grants.web.csrf import protection
from grants.web.filters import clock_time
from grants.web.saying import said
from grants.web.wording import explain


@evaluation.post("/applications/<uuid:application_id>/keep")
def keep(application_id: UUID) -> Response:
    """Keep a sheet while it is filled in; `If-Match` says which state of it the sender saw.

    Answers 409 when it was saved in another tab or cannot be changed any more, 401 to who is signed out. The service
    refuses what is closed to the sender; only what depends on other applications too, in a blind call, is asked before.
    """
    seen, person = _seen(), current_person()
    if seen is None:
        return said(_("Say which state of the sheet you saw (If-Match)."), HTTPStatus.PRECONDITION_REQUIRED)
    if person is None:
        return _signed_out()
    application = hold(application_id, alone=True)
    if not may_see(person, application) or rules_of(application.call).scoring.blind:
        refusal = _closed(application_id, person)
        if refusal is not None:
            return refusal
    criteria = rules_of(application.call).criteria
    form = SheetForm.sent(criteria, request.form)
    marked = form.read(criteria, complete=False)
    try:
        sheet = services.save_sheet(
            application=application,
            actor=person,
            marks=marked.marks,
            comments=marked.comments,
            revision=seen,
            for_applicant=marked.for_applicant,
        )
    except DomainError as error:
        return said(error.message, error.status)
    wrong = [f"{code or labels.FOR_APPLICANT}: {labels.WRONG[why]}" for code, why in marked.wrong.items()]
    return _kept(sheet.revision, wrong)


@evaluation.post("/applications/<uuid:application_id>/note/keep")
def keep_note(application_id: UUID) -> Response:
    """Keep a private note while it is typed; answers as `keep` does, and 422 to what is too long."""
    seen, person = _seen(), current_person()
    if seen is None:
        return said(_("Say which state of the note you saw (If-Match)."), HTTPStatus.PRECONDITION_REQUIRED)
    if person is None:
        return _signed_out()
    refusal = _closed(application_id, person, NOTED)
    if refusal is not None:
        return refusal
    application = hold(application_id)
    try:
        words = clean_text(request.form.get("words", ""), MAX_NOTE)
        revision = services.keep_note(application=application, actor=person, words=words, revision=seen)
    except Unreadable as error:
        return said(explain(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except DomainError as error:
        return said(error.message, error.status)
    return _kept(revision)


def _closed(application_id: UUID, person: Person, open_standings: Collection[Standing] = OPEN) -> Response | None:
    """Return why an application is closed to an evaluator, nothing where it is open; raise NotFound."""
    try:
        item = dockets.item_for(application_id, person)
    except dockets.Withdrawn as error:
        return said(error.message, error.status)
    return None if item.standing in open_standings else said(labels.CLOSED[item.standing], HTTPStatus.FORBIDDEN)


def _seen() -> int | None:
    """Return which state the sender saw, if they say so."""
    seen = request.headers.get("If-Match", "").strip('"')
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= MAX_REVISION_DIGITS else None


def _signed_out() -> Response:
    words = _("You are signed out. Sign in in another tab: what you typed stays here and is stored then.")
    return said(words, HTTPStatus.UNAUTHORIZED)


def _kept(revision: int, wrong: Sequence[str] = ()) -> Response:
    return jsonify(revision=revision, said=_("Saved at %(time)s.", time=clock_time(clock.now())), wrong=[*wrong])


# No page of another site can send If-Match, and the token of a page that stood open long belongs to a session before.
protection.exempt(keep)
protection.exempt(keep_note)
