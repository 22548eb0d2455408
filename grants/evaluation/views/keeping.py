"""A sheet is kept while it is filled in: what is right of it, as its own page would store it."""

from http import HTTPStatus
from uuid import UUID

from flask import Response, jsonify, request
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import current_person
from grants.calls.queries import rules_of
from grants.errors import DomainError
from grants.evaluation import dockets, labels, services
from grants.evaluation.marks import read_marks
from grants.evaluation.policies import OPEN
from grants.evaluation.typed import MAX_REVISION_DIGITS, SheetForm
from grants.evaluation.views.blueprints import evaluation
from grants.web.csrf import protection
from grants.web.filters import clock_time
from grants.web.saying import said


@evaluation.post("/applications/<uuid:application_id>/keep")
def keep(application_id: UUID) -> Response:
    """Keep a sheet while it is filled in; `If-Match` says which state of it the sender saw.

    Answers 409 when it was saved in another tab or cannot be changed any more, 401 to who is signed out.
    """
    seen = request.headers.get("If-Match", "").strip('"')
    if not (seen.isascii() and seen.isdecimal() and len(seen) <= MAX_REVISION_DIGITS):
        return said(_("Say which state of the sheet you saw (If-Match)."), HTTPStatus.PRECONDITION_REQUIRED)
    person = current_person()
    if person is None:
        words = _("You are signed out. Sign in in another tab: what you typed stays here and is stored then.")
        return said(words, HTTPStatus.UNAUTHORIZED)
    item = dockets.item_for(application_id, person)
    if item.standing not in OPEN:
        return said(labels.CLOSED[item.standing], HTTPStatus.FORBIDDEN)
    criteria = rules_of(item.application.call).criteria
    form = SheetForm.sent(criteria, request.form)
    marked = read_marks(criteria, form.marks, form.comments, complete=False)
    try:
        sheet = services.save_sheet(
            application=item.application,
            actor=person,
            marks=marked.marks,
            comments=marked.comments,
            revision=int(seen),
        )
    except DomainError as error:
        return said(error.message, error.status)
    wrong = [f"{code}: {labels.WRONG[why]}" for code, why in marked.wrong.items()]
    return jsonify(revision=sheet.revision, said=_("Saved at %(time)s.", time=clock_time(clock.now())), wrong=wrong)


# No page of another site can send If-Match, and the token of a page that stood open long belongs to a session before.
protection.exempt(keep)
