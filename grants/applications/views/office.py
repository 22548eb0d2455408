"""The official's pages of each application; `listing` has the list of them."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.labels import STATES, TONES
from grants.applications.policies import UNSENT, may_look_at, may_read_officially
from grants.applications.reading import content_of
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.calls.labels import CHANNELS
from grants.calls.policies import may_assist, may_manage
from grants.errors import Forbidden, NotFound
from grants.storage import storage
from grants.web.downloads import handed_out

COPY_TYPES = {"pdf": "application/pdf", "json": "application/json"}


@officials.get("/applications/<uuid:application_id>")
def application(application_id: uuid.UUID) -> str:
    """Show one application to officials and auditors."""
    person = require_person()
    application = queries.application_for(application_id, person, may_look_at)
    is_opened = may_read_officially(person, application)
    return render_template(
        "applications/office/application.html",
        application=application,
        call=application.call,
        content=content_of(application) if is_opened else None,
        copies=queries.copies_of(application.id) if is_opened else [],
        is_draft=application.state in UNSENT,
        assists=may_assist(person, application.call),
        channel_words=CHANNELS,
        phase=application.call.phase_at(clock.now()),
        states=STATES,
        tones=TONES,
    )


@officials.route("/applications/<uuid:application_id>/same-applicant", methods=["GET", "POST"])
def merge_applicants(application_id: uuid.UUID) -> Page:
    """Ask, then make those who entered the same registration number one applicant."""
    person = require_person()
    application = queries.application_for(application_id, person, may_read_officially)
    if not may_manage(person, application.call):
        raise Forbidden(_("Only coordinators of the call can do this."))
    here = url_for("office_applications.application", application_id=application.id)
    if request.method == "POST":
        services.merge_applicants(application=application, actor=person)
        flash(_("They count as one applicant now."), "success")
        return redirect(here, 303)
    others = queries.same_number(application)
    if not others:
        return redirect(here)
    return render_template("applications/office/merge.html", application=application, others=others)


@officials.get("/applications/<uuid:application_id>/copy.<any(pdf, json):kind>")
def kept_copy(application_id: uuid.UUID, kind: str) -> Response:
    """Hand out an application as it stood at the deadline."""
    person = require_person()
    application = queries.application_for(application_id, person, may_read_officially)
    copy = next((copy for copy in queries.copies_of(application.id) if copy.kind == kind), None)
    if copy is None:
        raise NotFound
    name = f"{application.call.slug}-{application.reference}.{kind}"
    with storage().open(copy.storage_key) as content:
        return handed_out(content.read(), COPY_TYPES[kind], name)
