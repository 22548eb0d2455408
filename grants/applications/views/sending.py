"""Review, submit, the receipt, withdraw."""

import uuid
from collections.abc import Iterable
from functools import partial

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.models import Person
from grants.applications import queries, services
from grants.applications.attempts import FAILED
from grants.applications.models import Application, Receipt, Right
from grants.applications.papers.printed import copy_document
from grants.applications.policies import can_be_filled_in, has_right, is_trial, late_from, may_open_again, may_withdraw
from grants.applications.progress import progress_of
from grants.applications.reading import FilledIn, content_of
from grants.applications.receipts import receipt_file
from grants.applications.services import Incomplete
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of
from grants.applications.views.own import application_page
from grants.calls.queries import rules_of
from grants.documents.making import make
from grants.errors import Closed, Conflict, DomainError, NotFound
from grants.web.downloads import handed_out
from grants.web.requests import after_refusal
from grants.web.undoing import say_with_undo


@applicants.get("/<uuid:application_id>/review")
def review(application_id: uuid.UUID) -> Page:
    """Show everything as it will be sent, problems first."""
    person, application = application_of(application_id, guests=True)
    return _review(person, application) if can_be_filled_in(application) else _to_overview(application)


@applicants.post("/<uuid:application_id>/submit")
def submit(application_id: uuid.UUID) -> Page:
    """Send the application in; who does it twice gets the same receipt."""
    person, application = application_of(application_id, Right.SIGN, held=True)
    try:
        services.submit(application=application, actor=person)
    except Incomplete as incomplete:
        _remember(person, application, "incomplete", (problem.field for problem in incomplete.problems))
        return _review(person, application, incomplete.message), incomplete.status
    except Closed as closed:
        _remember(person, application, "closed")
        return application_page(application, closed.message), closed.status
    except Conflict as conflict:
        _remember(person, application, "conflict")
        is_draft = can_be_filled_in(application)
        page = (
            _review(person, application, conflict.message)
            if is_draft
            else application_page(application, conflict.message)
        )
        return page, conflict.status
    except DomainError:
        raise
    except Exception:
        _remember(person, application, FAILED)
        raise
    return redirect(address("receipt", application), 303)


@applicants.post("/<uuid:application_id>/open-again")
def open_again(application_id: uuid.UUID) -> Page:
    """Begin to change what was sent in."""
    person, application = application_of(application_id, Right.EDIT)
    try:
        services.open_again(application=application, actor=person)
    except Conflict as conflict:
        return application_page(application, conflict.message), conflict.status
    return _to_overview(application, 303)


@applicants.route("/<uuid:application_id>/drop-change", methods=["GET", "POST"])
def drop_change(application_id: uuid.UUID) -> Page:
    """Say what giving a change up does, then do it."""
    person, application = application_of(application_id, Right.EDIT)
    if request.method == "GET":
        if application.change is None:
            return _to_overview(application)
        return render_template("applications/drop_change.html", application=application)
    services.drop_change(application=application, actor=person)
    flash(_("The application is as you submitted it."))
    return _to_overview(application, 303)


@applicants.get("/<uuid:application_id>/receipt")
def receipt(application_id: uuid.UUID) -> str:
    """Show what was received, when, and under which number."""
    person, application = application_of(application_id)
    counting, *replaced = queries.receipts_of(application) or [queries.receipt_of(application)]
    return render_template(
        "applications/receipt.html",
        application=application,
        receipt=counting,
        replaced=replaced,
        may_open_again=may_open_again(person, application),
        content=content_of(application),
    )


@applicants.get("/<uuid:application_id>/receipt.<any(json, txt):kind>")
def receipt_download(application_id: uuid.UUID, kind: str) -> FlaskResponse:
    """Hand out the receipt as a file: JSON that can be recomputed, or text to be kept; an earlier one by its number."""
    _person, application = application_of(application_id)
    receipt = _receipt_asked_for(application)
    if kind == "json":
        text = receipt_file(application, receipt, queries.attachments_of(application.id))
    else:
        text = render_template("applications/receipt.txt", application=application, receipt=receipt)
    number = f"-{receipt.number}" if receipt.replaced_at else ""
    name = f"{application.call.slug}-{application.reference}{number}.{kind}"
    media_type = "application/json" if kind == "json" else "text/plain"
    return handed_out(text, media_type, name)


@applicants.get("/<uuid:application_id>/copy.pdf")
def copy(application_id: uuid.UUID) -> FlaskResponse:
    """Hand out what was received as a document, with every attachment listed."""
    _person, application = application_of(application_id)
    receipt = queries.receipt_of(application)
    content = make("pdf", copy_document(application, receipt), at=receipt.issued_at)
    return handed_out(content, "application/pdf", f"{application.call.slug}-{application.reference}.pdf")


@applicants.post("/<uuid:application_id>/show")
def show(application_id: uuid.UUID) -> Response:
    """Let officials read a draft for a day, or no longer."""
    person, application = application_of(application_id, Right.EDIT)
    here = address("show", application)
    if request.form.get("shown") == "no":
        services.hide(application=application, actor=person)
        say_with_undo(_("Officials do not see the draft any more."), here, shown="yes")
    else:
        services.show(application=application, actor=person)
        say_with_undo(_("Officials of this call can read the draft for a day."), here, shown="no")
    return _to_overview(application, 303)


@applicants.route("/<uuid:application_id>/withdraw", methods=["GET", "POST"])
def withdraw(application_id: uuid.UUID) -> Page:
    """Say what withdrawing does, then do it."""
    person, application = application_of(application_id, Right.SIGN)
    if request.method == "GET":
        if not may_withdraw(person, application):
            return _to_overview(application)
        return render_template("applications/withdraw.html", application=application)
    try:
        services.withdraw(application=application, actor=person)
    except Conflict as conflict:
        return application_page(application, conflict.message), conflict.status
    flash(_("The application is withdrawn."))
    return _to_overview(application, 303)


def _review(person: Person, application: Application, message: object = "") -> str:
    attachments = queries.attachments_of(application.id, filled_in=True)
    progress = progress_of(application, {file.field for file in attachments})
    return render_template(
        "applications/review.html",
        application=application,
        progress=progress,
        problems=list(progress.in_words()),
        content=content_of(application, filled_in=FilledIn(progress.answers, progress.requested, attachments)),
        may_edit=has_right(person, application, Right.EDIT),
        may_sign=has_right(person, application, Right.SIGN),
        message=message,
        trial=is_trial(application),
        late_from=late_from(application),
        zone=rules_of(application.call).schedule.timezone,
    )


def _remember(person: Person, application: Application, reason: str, fields: Iterable[str] = ()) -> None:
    """Keep evidence that somebody tried to submit and was refused, or failed."""
    after_refusal(
        partial(services.record_refusal, application=application, actor=person, reason=reason, fields=list(fields))
    )


def _receipt_asked_for(application: Application) -> Receipt:
    """Return the receipt of a number in the address, or the one that counts; raise NotFound."""
    number = request.args.get("number", "")
    if not number:
        return queries.receipt_of(application)
    found = (receipt for receipt in queries.receipts_of(application) if str(receipt.number) == number)
    receipt = next(found, None)
    if receipt is None:
        raise NotFound
    return receipt


def _to_overview(application: Application, status: int = 302) -> Response:
    return redirect(address("overview", application), status)
