"""The official's pages: the list of what was sent in to a call, and each application."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from grants import clock
from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.columns import Column, columns_for
from grants.applications.labels import STATES, TONES
from grants.applications.models import Application
from grants.applications.policies import UNSENT, is_call_sealed, may_look_at, may_read_officially
from grants.applications.reading import content_of
from grants.applications.services.intake import can_register
from grants.applications.views.blueprints import officials
from grants.applications.views.common import Page
from grants.applications.views.paging import asked_place
from grants.calls.labels import CHANNELS
from grants.calls.policies import may_assist, may_manage
from grants.calls.views.office import readable_call
from grants.errors import Forbidden, NotFound
from grants.storage import storage
from grants.web.downloads import handed_out
from grants.web.filters import zone
from grants.web.formats import moment, money
from grants.web.languages import language

MAX_REFERENCE = 64
COPY_TYPES = {"pdf": "application/pdf", "json": "application/json"}


@officials.get("/calls/<slug>/applications")
def applications(slug: str) -> Page:
    """List what was sent in, PAGE applications at a time; a reference that is asked for leads to its application."""
    call = readable_call(slug)
    wanted = request.args.get("reference", "").strip().upper()[:MAX_REFERENCE]
    found = queries.submitted_with(call.id, wanted) if wanted else None
    if found is not None:
        return redirect(url_for("office_applications.application", application_id=found.id))
    stretch = queries.stretch_of_submitted(call.id, **asked_place())
    sealed = is_call_sealed(call)
    columns = [] if sealed else columns_for(stretch.items)
    return render_template(
        "applications/office/list.html",
        call=call,
        stretch=stretch,
        rows=_rows(stretch.items, columns),
        columns=columns,
        wanted=wanted,
        sealed=sealed,
        registers=may_assist(require_person(), call) and can_register(call),
    )


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


def _rows(applications: list[Application], columns: list[Column]) -> list[dict[str, object]]:
    """Return the cells of a page, written here because a filter in a loop asks for the language in every cell."""
    code, here = language(), zone()
    states = {state: str(words) for state, words in STATES.items()}
    late = Markup(' <span class="state state-danger">{}</span>').format(_("late"))
    return [
        {
            "id": each.id,
            "reference": each.reference,
            "title": each.title,
            "applicant": each.organisation.name if each.organisation else "",
            "requested": money(each.requested, code),
            "submitted_at": moment(each.submitted_at, code, here),
            "state": states[each.state],
            "tone": TONES.get(each.state, "info"),
            "late": late if each.is_late else "",
            **{f"column{place}": column.cells.get(each.id, "–") for place, column in enumerate(columns)},
        }
        for each in applications
    ]
