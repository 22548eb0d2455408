"""What came on paper or by e-mail: registered by officials, numbered, and listed in the register."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.forms import IntakeForm, RecordNumberForm
from grants.applications.papers.register import register_document
from grants.applications.policies import is_call_sealed, may_look_at
from grants.applications.services.intake import Paper, offline_channels
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.calls.labels import CHANNELS, COUNTS
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.answering import answer
from grants.calls.views.office import readable_call
from grants.documents.making import make
from grants.errors import Forbidden, Invalid, NotFound
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out
from grants.web.uploads import Uploaded

_WORDS = {"channel_words": CHANNELS, "counts_words": COUNTS}


@officials.route("/calls/<slug>/applications/new", methods=["GET", "POST"])
def register(slug: str) -> Page:
    """Register what came in another way than through this site."""
    call, person = readable_call(slug), require_person()
    rules = rules_of(call)
    if not offline_channels(rules):
        raise NotFound
    if not may_assist(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    form = IntakeForm.of(rules)

    def act() -> str:
        if form.scan.uploaded is None:  # the form has refused that already
            raise Invalid(_("Choose a file."))
        application = services.register(call=call, paper=_paper(form, form.scan.uploaded), actor=person)
        flash(_("Registered under %(reference)s.", reference=application.reference), "success")
        return url_for("office_applications.application", application_id=application.id)

    return answer(form, act, "applications/office/register.html", linked=False, call=call, rules=rules, **_WORDS)


@officials.post("/applications/<uuid:application_id>/record-number")
def record_number(application_id: uuid.UUID) -> Page:
    """Write down the number that the organiser's record-keeping has given an application."""
    person = require_person()
    application = queries.application_for(application_id, person, may_look_at)
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    form = RecordNumberForm()
    if not form.validate():
        raise Invalid(" ".join(form.record_number.errors))
    services.number(application=application, record_number=form.record_number.data or "", actor=person)
    flash(_("The number is written down."), "success")
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


@officials.get("/calls/<slug>/register.pdf")
def register_file(slug: str) -> Response:
    """Hand out the register of received applications, once nobody can apply any more."""
    call = readable_call(slug)
    if is_call_sealed(call) or call.phase_at(clock.now()) in {"draft", "announced"}:
        raise NotFound
    content = make("pdf", register_document(call), at=call.closing_done_at or clock.now())
    return handed_out(content, MEDIA_TYPES["pdf"], f"{call.slug}-register.pdf")


def _paper(form: IntakeForm, scan: Uploaded) -> Paper:
    return Paper(
        channel=form["channel"].data,
        kind=form["kind"].data,
        name=form.name.data or "",
        registration_number=form.registration_number.data or None,
        title=form.title.data or "",
        requested=form.requested.data,
        received_at=form["received_at"].data,
        postmark=form.postmark.data,
        record_number=form.record_number.data or "",
        scan=scan,
    )
