"""An evaluator writes something down about an application that nobody else ever reads."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.errors import Conflict, Forbidden
from grants.evaluation import dockets, labels, queries, services
from grants.evaluation.docket import Item
from grants.evaluation.policies import NOTABLE, NOTED, Standing
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.services.notes import MAX_NOTE
from grants.evaluation.typed import NoteForm
from grants.evaluation.views.blueprints import evaluation

Page = str | Response | tuple[str, int]


@evaluation.get("/applications/<uuid:application_id>/note")
@signed_in
def note(application_id: UUID) -> Page:
    """Show a note by itself."""
    item = _noted(application_id)
    return _page(item, NoteForm.stored(queries.note_by(require_person(), item.application)))


@evaluation.post("/applications/<uuid:application_id>/note")
@signed_in
def store_note(application_id: UUID) -> Page:
    """Keep a note; what cannot be kept is shown again as it was typed."""
    item, person = _noted(application_id), require_person()
    form = NoteForm.sent(request.form, MAX_NOTE)
    if form.problem:
        return _page(item, form), 422
    try:
        services.keep_note(application=item.application, actor=person, words=form.words, revision=form.revision)
    except Conflict as error:
        stored = NoteForm.stored(queries.note_by(person, item.application))
        form.revision = stored.revision
        return _page(item, form, refusal=error.message, meanwhile=stored.words), error.status
    flash(_("Your note is stored."))
    opened = "evaluation.note" if item.standing is Standing.UNDECLARED else "evaluation.application"
    return redirect(url_for(opened, application_id=application_id), 303)


def _noted(application_id: UUID) -> Item:
    item = dockets.item_for(application_id, require_person())
    if item.standing not in NOTED:
        raise Forbidden(labels.CLOSED[item.standing])
    if item.declaration is None and not has_signed(require_person(), item.application.call):
        raise Forbidden(_("Take your seat first: sign what every member of the committee promises."))
    return item


def _page(item: Item, form: NoteForm, *, refusal: object = "", meanwhile: str = "") -> str:
    return render_template(
        "evaluation/notes/page.html",
        application=item.application,
        call=item.application.call,
        note=form.shown,
        notable=item.application.call.stage in NOTABLE,
        refusal=refusal,
        meanwhile=meanwhile,
    )
