"""An evaluator reads an application and scores it: a draft beside the text, a look at the whole sheet, then sent."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.models import Application
from grants.applications.redactions import for_evaluators
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden, NotFound, Stale
from grants.evaluation import dockets, labels, queries, services
from grants.evaluation.docket import Item
from grants.evaluation.guidance import clarified_in
from grants.evaluation.marks import WrongMark, highest_total, offered, read_marks, weighted_total
from grants.evaluation.models import Sheet
from grants.evaluation.policies import DECLARABLE, NOTABLE, OPEN, Standing
from grants.evaluation.proofs import scan_of
from grants.evaluation.services import SheetInvalid
from grants.evaluation.typed import NoteForm, SheetForm, revision_in
from grants.evaluation.views.blueprints import evaluation

Page = str | Response | tuple[str, int]


@evaluation.get("/applications/<uuid:application_id>")
@signed_in
def application(application_id: UUID) -> Page:
    """Show an application beside the reader's own sheet; who has not declared yet is led there first."""
    item = dockets.item_for(application_id, require_person())
    if item.standing is Standing.UNDECLARED and item.application.call.stage in DECLARABLE:
        return redirect(url_for("evaluation.declare", application_id=application_id), 303)
    _require_open(item)
    return _sheet_page(item, SheetForm.stored(item.sheet))


@evaluation.post("/applications/<uuid:application_id>")
@signed_in
def save(application_id: UUID) -> Page:
    """Keep what is right of the sheet and show again what is not; `review` asks for all of it before it is sent."""
    try:
        item = open_item(application_id)
    except dockets.Withdrawn as error:
        return _refused_page(error.application, _sent(error.application), error)
    criteria = rules_of(item.application.call).criteria
    form, review = _sent(item.application), "review" in request.form
    marked = form.read(criteria, complete=review)
    try:
        sheet = services.save_sheet(
            application=item.application,
            actor=require_person(),
            marks=marked.marks,
            comments=marked.comments,
            revision=form.revision,
            for_applicant=marked.for_applicant,
        )
    except Stale as error:
        return _stale_page(item, form, error)
    except Conflict as error:
        return _refused_page(item.application, form, error)
    if marked.wrong:  # what is right is stored, so this is no refusal
        form.revision = sheet.revision
        return _sheet_page(item, form, wrong=marked.wrong)
    if review:
        return redirect(url_for("evaluation.submit", application_id=application_id), 303)
    flash(_("The draft is stored."))
    return redirect(url_for("evaluation.application", application_id=application_id), 303)


@evaluation.get("/applications/<uuid:application_id>/scan")
@signed_in
def scan(application_id: UUID) -> FlaskResponse:
    """Hand out the scan of the reader's own sheet that came on paper."""
    return hand_out(scan_of(open_item(application_id).sheet))


@evaluation.route("/applications/<uuid:application_id>/submit", methods=["GET", "POST"])
@signed_in
def submit(application_id: UUID) -> Page:
    """Show the whole sheet and say what sending it means, then send it and lead to the next application."""
    item = open_item(application_id)
    if item.standing is Standing.SUBMITTED:
        return _to_next(item)
    if item.standing is not Standing.TO_SCORE or item.sheet is None:
        raise Conflict(_("There is no sheet to submit here: score the application first."))
    if request.method == "GET":
        return _review_page(item, item.sheet)
    try:
        services.save_sheet(
            application=item.application,
            actor=require_person(),
            marks=item.sheet.marks,
            comments=item.sheet.comments,
            revision=revision_in(request.form),
            submit=True,
        )
    except SheetInvalid as error:
        return _sheet_page(item, SheetForm.stored(item.sheet), wrong=error.marked.wrong), error.status
    except Stale as error:
        return _review_page(item, item.sheet, error)
    flash(_("The sheet for “%(title)s” is submitted.", title=item.application.title))
    return _to_next(item)


@evaluation.get("/applications/<uuid:application_id>/files/<uuid:attachment_id>")
@signed_in
def file(application_id: UUID, attachment_id: UUID) -> FlaskResponse:
    """Hand out a file of an application that is open to the reader."""
    item = open_item(application_id)
    content = for_evaluators(item.application)
    found = [each for each in content.attachments if each.id == attachment_id]
    if not found:
        raise NotFound
    return hand_out(found[0], name=content.name_of(found[0]))


def open_item(application_id: UUID) -> Item:
    """Return an application that is open to the reader; raise NotFound, or Forbidden for what they know is closed."""
    item = dockets.item_for(application_id, require_person())
    _require_open(item)
    return item


def _require_open(item: Item) -> None:
    if item.standing not in OPEN:
        raise Forbidden(labels.CLOSED[item.standing])


def _to_next(item: Item) -> Response:
    call = item.application.call
    following = dockets.next_to(Standing.TO_SCORE, require_person(), call, after=item.application)
    if following is None:
        return redirect(url_for("evaluation.call", slug=call.slug), 303)
    return redirect(url_for("evaluation.application", application_id=following), 303)


def _sheet_page(item: Item, form: SheetForm, *, wrong: Mapping[str, WrongMark] | None = None, **more: object) -> str:
    application = item.application
    rules = rules_of(application.call)
    understood = read_marks(rules.criteria, form.marks, {}, complete=False).marks
    return render_template(
        "evaluation/sheets/page.html",
        item=item,
        application=application,
        call=application.call,
        rules=rules,
        content=for_evaluators(application, files_at=f"/evaluation/applications/{application.id}/files/"),
        form=form.shown,
        chosen=understood,
        scales={criterion.code: offered(criterion) for criterion in rules.criteria},
        total=weighted_total(rules.criteria, understood),
        highest=highest_total(rules.criteria),
        wrong=wrong or {},
        labels=labels,
        clarified=clarified_in(application.call),
        note=NoteForm.stored(queries.note_by(require_person(), application)),
        notable=application.call.stage in NOTABLE,
        **more,
    )


def _stale_page(item: Item, form: SheetForm, error: Stale) -> tuple[str, int]:
    """Show what was typed beside what was stored meanwhile; saving it now replaces that."""
    stored = SheetForm.stored(item.sheet)
    form.revision = stored.revision
    return _sheet_page(item, form, refusal=error.message, meanwhile=stored), error.status


def _sent(application: Application) -> SheetForm:
    return SheetForm.sent(rules_of(application.call).criteria, request.form)


def _refused_page(application: Application, form: SheetForm, error: Conflict) -> tuple[str, int]:
    rules = rules_of(application.call)
    page = render_template(
        "evaluation/sheets/refused.html",
        application=application,
        call=application.call,
        rules=rules,
        form=form.shown,
        labels=labels,
        refusal=error.message,
    )
    return page, error.status


def _review_page(item: Item, sheet: Sheet, refusal: Stale | None = None) -> Page:
    application, rules = item.application, rules_of(item.application.call)
    wrong = read_marks(rules.criteria, sheet.marks, sheet.comments, complete=True).wrong
    if wrong:
        return _sheet_page(item, SheetForm.stored(sheet), wrong=wrong)
    page = render_template(
        "evaluation/sheets/review.html",
        application=application,
        call=application.call,
        rules=rules,
        sheet=sheet,
        total=weighted_total(rules.criteria, sheet.marks),
        highest=highest_total(rules.criteria),
        labels=labels,
        refusal=refusal.message if refusal else "",
    )
    return page, refusal.status if refusal else 200
