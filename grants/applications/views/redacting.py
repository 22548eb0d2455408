"""What officials black out in an application before evaluators read it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications import redactions as services
from grants.applications.form.typed import clean
from grants.applications.models import Application, Attachment
from grants.applications.policies import UNSENT, may_read_officially
from grants.applications.reading import content_of
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.calls.policies import may_assist
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.web.undoing import say_with_undo


@dataclass(frozen=True)
class Typed:
    """Hold what was typed and could not be taken, with what is wrong in words."""

    passage: str = ""
    reason: str = ""
    errors: Mapping[str, object] = field(default_factory=dict)


@officials.route("/applications/<uuid:application_id>/redactions", methods=["GET", "POST"])
def redactions(application_id: uuid.UUID) -> Page:
    """List what is blacked out, show what evaluators see, and black out something more."""
    person, application = _official(application_id)
    if request.method == "GET":
        return _page(application)
    passage, reason = request.form.get("passage", ""), clean(request.form.get("reason", ""))
    try:
        services.black_out(
            application=application,
            content=content_of(application, linked=False),
            passage=clean(passage),
            file=_file(application, request.form.getlist("file")[-1]) if "file" in request.form else None,
            reason=reason,
            actor=person,
        )
    except Invalid as refused:
        return _page(application, Typed(passage, reason, dict(refused.fields))), refused.status
    except Conflict as refused:
        return _page(application, Typed(passage, reason, {"reason": refused.message})), refused.status
    flash(_("Evaluators do not see it any more."), "success")
    return redirect(url_for("office_applications.redactions", application_id=application.id), 303)


@officials.post("/applications/<uuid:application_id>/redactions/<uuid:redaction_id>/lift")
def lift_redaction(application_id: uuid.UUID, redaction_id: uuid.UUID) -> Response:
    """Let evaluators see something again."""
    person, application = _official(application_id)
    services.show_again(application=application, redaction_id=redaction_id, actor=person)
    again = url_for("office_applications.redact_again", application_id=application.id, redaction_id=redaction_id)
    say_with_undo(_("Evaluators see it again."), again)
    return redirect(url_for("office_applications.redactions", application_id=application.id), 303)


@officials.post("/applications/<uuid:application_id>/redactions/<uuid:redaction_id>/again")
def redact_again(application_id: uuid.UUID, redaction_id: uuid.UUID) -> Response:
    """Undo that evaluators see something again."""
    person, application = _official(application_id)
    services.black_out_again(application=application, redaction_id=redaction_id, actor=person)
    flash(_("It is blacked out again."))
    return redirect(url_for("office_applications.redactions", application_id=application.id), 303)


def _official(application_id: uuid.UUID) -> tuple[Person, Application]:
    person = require_person()
    application = queries.application_for(application_id, person, may_read_officially)
    if not may_assist(person, application.call) or application.state in UNSENT:
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return person, application


def _file(application: Application, text: str) -> Attachment:
    if not text:
        words = _("Choose a file.")
        raise Invalid(words, {"file": words})
    try:
        return queries.attachment_in(application.id, uuid.UUID(text))
    except ValueError as error:
        raise NotFound from error


def _page(application: Application, typed: Typed | None = None) -> str:
    present = services.redactions_of(application)
    content = services.for_evaluators(application, linked=False)
    hidden = {each.attachment_id for each in present}
    return render_template(
        "applications/office/redactions.html",
        application=application,
        call=application.call,
        redactions=present,
        content=content,
        files=[(str(file.id), file.name) for file in content.attachments if file.id not in hidden],
        chosen=request.form.getlist("file")[-1] if "file" in request.form else None,
        typed=typed or Typed(),
        most=services.MAX_PASSAGE,
    )
