"""Those who stand behind an application: their page, and the buttons to ask them and to note what came on paper."""

import uuid
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.confirmations import confirmation_of, is_being_filled_in
from grants.applications.forms import SignedCopyForm
from grants.applications.labels import PARTIES
from grants.applications.models import Application, Confirmation, Party, Right
from grants.applications.papers.printed import signed_copy_of
from grants.applications.policies import may_look_at
from grants.applications.progress import progress_of
from grants.applications.reading import Content, FilledIn, content_of
from grants.applications.views.blueprints import applicants, officials
from grants.applications.views.common import Page, address, application_of
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.answering import answer
from grants.errors import Forbidden, Invalid
from grants.filetypes import MEDIA_TYPES
from grants.signatures import Container, open_container, open_signed_pdf
from grants.storage import storage
from grants.web.downloads import handed_out
from grants.web.uploads import Uploaded

blueprint = Blueprint("confirmations", __name__, url_prefix="/confirmations")
ANSWERS = {"yes": True, "no": False}


@blueprint.route("/<confirmation>", methods=["GET", "POST"])
def page(confirmation: str) -> Page:
    """Let somebody read what they are named in and answer; mail programs open links, so nothing is done by that."""
    if request.method == "POST":
        chosen = ANSWERS.get(request.form.get("answer", ""))
        if chosen is None:
            raise Invalid(_("Choose whether you confirm or not."))
        services.answer(token=confirmation, agrees=chosen)
        return redirect(url_for("confirmations.page", confirmation=confirmation), 303)
    asked = confirmation_of(confirmation)
    if asked is None:
        return render_template("applications/confirm.html", confirmation=None), HTTPStatus.NOT_FOUND
    return render_template(
        "applications/confirm.html",
        confirmation=asked,
        role=PARTIES[asked.role],
        consequence=_consequence(asked.role),
        content=_content(asked),
        rules=rules_of(asked.application.call),
    )


@applicants.post("/<uuid:application_id>/ask-to-confirm")
def ask_to_confirm(application_id: uuid.UUID) -> Response:
    """Ask everybody to confirm who has not been asked about what the application says now."""
    person, application = application_of(application_id, Right.EDIT)
    asked = services.ask_parties(application=application, actor=person)
    if asked:
        flash(ngettext("%(num)d person is asked to confirm.", "%(num)d people are asked to confirm.", asked), "success")
    else:
        flash(_("Everybody has been asked about this content already."))
    return redirect(address("overview", application), 303)


@applicants.get("/<uuid:application_id>/to-sign.pdf")
def to_sign(application_id: uuid.UUID) -> FlaskResponse:
    """Hand out the copy that is signed electronically."""
    _person, application = application_of(application_id)
    name = f"{application.call.slug}-{application.reference}.pdf"
    return handed_out(signed_copy_of(application), MEDIA_TYPES["pdf"], name)


@applicants.route("/<uuid:application_id>/signed-copy", methods=["GET", "POST"])
def signed_copy(application_id: uuid.UUID) -> Page:
    """Take the copy back, signed electronically."""
    person, application = application_of(application_id, Right.EDIT)
    queries.receipt_of(application)
    form = SignedCopyForm()

    def act() -> str:
        container = _container(form.file.uploaded, application)
        names = services.receive_signed_copy(application=application, container=container, actor=person)
        flash(_("The copy is signed by %(names)s, and its content is unchanged.", names=names), "success")
        return address("overview", application)

    return answer(form, act, "applications/signed_copy.html", linked=False, application=application)


def _container(uploaded: Uploaded | None, application: Application) -> Container:
    """Return who signed the file that was sent, and what lies in it; raise Invalid for one that cannot be read."""
    if uploaded is not None:
        with storage().open(uploaded.key) as content:
            is_pdf = uploaded.media_type == MEDIA_TYPES["pdf"]
            found = open_signed_pdf(content.read(), signed_copy_of(application)) if is_pdf else open_container(content)
        if found is not None:
            return found
    raise Invalid(_("The file cannot be opened."), {"file": _("The file cannot be opened.")})


@officials.post("/applications/<uuid:application_id>/signed-on-paper")
def signed_on_paper(application_id: uuid.UUID) -> Response:
    """Write down that the signed copy came on paper."""
    person = require_person()
    application = queries.application_for(application_id, person, may_look_at)
    if not may_assist(person, application.call):
        raise Forbidden
    services.receive_on_paper(application=application, at=clock.now(), actor=person)
    flash(_("Written down: the signed copy came on paper."), "success")
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


def _content(confirmation: Confirmation) -> Content:
    """Return what is confirmed, without ways to the files."""
    application = confirmation.application
    if not is_being_filled_in(application):
        return content_of(application, linked=False)
    files = queries.attachments_of(application.id, filled_in=True)
    progress = progress_of(application, {file.field for file in files})
    return content_of(application, filled_in=FilledIn(progress.answers, progress.requested, files), linked=False)


def _consequence(role: Party) -> str:
    return {
        Party.SIGNATORY: _("By confirming you submit this application in the name of the applicant and sign it."),
        Party.PARTNER: _("By confirming you say that you are a partner of this project as it is described."),
        Party.GUARANTOR: _("By confirming you say that you are of age and answer for this project."),
        Party.REPRESENTATIVE: _("By confirming you agree, as a parent or guardian, that the applicant applies."),
    }[role]
