"""An applicant's own applications: the list, a new one, and the page of each."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.cookies import begin_as_guest
from grants.accounts.current import current_applicant, current_person, require_applicant, require_person
from grants.accounts.sessions import known_until
from grants.applications import queries, services
from grants.applications.attempts import attempts_of
from grants.applications.comments import count_comments
from grants.applications.labels import STATES, TONES
from grants.applications.models import Application
from grants.applications.policies import (
    UNSENT,
    can_be_filled_in,
    is_shown,
    is_trial,
    may_edit,
    may_find,
    may_lead,
    may_open_again,
    may_try,
    may_withdraw,
    right_of,
)
from grants.applications.progress import progress_of
from grants.applications.reading import content_of
from grants.applications.telling import told_states
from grants.applications.timeline import timeline_of
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of
from grants.calls.queries import rules_of
from grants.calls.views.public import visible_call
from grants.errors import Forbidden, NotFound
from grants.web.languages import language
from grants.web.limits import limiter

GUESTS = "100 per hour"
"""How many may begin without signing in from one network address: a school has one for all its pupils."""


@applicants.get("/")
def index() -> str:
    """List the applications one works on."""
    applications = queries.applications_of(require_person())
    return render_template(
        "applications/index.html",
        applications=applications,
        known=told_states(applications),
        states=STATES,
        tones=TONES,
    )


@applicants.get("/new/<slug>")
def new(slug: str) -> str:
    """Ask whoever came from a call to begin, signed in or not."""
    person, call = current_applicant(), visible_call(slug)
    theirs = queries.applications_of(person) if person else []
    return render_template(
        "applications/new.html",
        call=call,
        rules=rules_of(call),
        phase=call.phase_at(clock.now()),
        own=[each for each in theirs if each.call_id == call.id],
        earlier=[each for each in theirs if each.call_id != call.id],
        extended=person is not None and queries.has_more_time(person, call),
        trial=person is not None and may_try(person, call),
        known=current_person() is not None,
    )


@applicants.post("/start/<slug>")
@limiter.limit(GUESTS, exempt_when=lambda: current_applicant() is not None)
def start(slug: str) -> Response:
    """Begin a draft, with the answers of an earlier application where one is named; also before signing in."""
    call = visible_call(slug)
    person = current_applicant() or begin_as_guest(language())
    earlier = request.form.get("from", "")
    if not earlier:
        application = services.start(call=call, actor=person)
        return redirect(address("applicant", application), 303)
    source = next((each for each in queries.applications_of(person) if str(each.id) == earlier), None)
    if source is None:
        raise NotFound
    application = services.carry_over(call=call, source=source, actor=person)
    flash(_("What fits was carried over. Files are not; look at every page before you submit."), "success")
    return redirect(address("applicant", application), 303)


@applicants.route("/<uuid:application_id>/delete", methods=["GET", "POST"])
def delete(application_id: uuid.UUID) -> Page:
    """Ask, then delete a draft with everything in it."""
    person, application = application_of(application_id, held=request.method == "POST", guests=True)
    if not may_lead(person, application):
        raise Forbidden(_("Whoever leads the application can delete it."))
    if request.method == "GET":
        if application.state not in UNSENT:
            return redirect(address("overview", application))
        return render_template("applications/delete.html", application=application)
    services.delete_draft(application=application, actor=person)
    flash(_("The draft is deleted."))
    here = "applications.index" if current_person() else "calls.index"
    return redirect(url_for(here), 303)


@applicants.get("/<uuid:application_id>")
def overview(application_id: uuid.UUID) -> Page:
    """Show how far a draft is, or what became of an application."""
    person = require_applicant()
    application = queries.application_for(application_id, person, may_find)
    if right_of(person, application) is None:
        return redirect(url_for("office_applications.application", application_id=application.id))
    if not can_be_filled_in(application):
        return application_page(application)
    files = {file.field for file in queries.attachments_of(application.id, filled_in=True)}
    progress = progress_of(application, files)
    return render_template(
        "applications/draft.html",
        application=application,
        progress=progress,
        may_edit=may_edit(person, application),
        shown=is_shown(application),
        deletes=may_lead(person, application) and application.change is None,
        comments=count_comments(application),
        attempts=[] if is_trial(application) else attempts_of(application),
        known_until=known_until(person) if person.is_guest else None,
    )


def application_page(application: Application, message: object = "") -> str:
    """Return the page of an application that is no draft any more, or no longer can become more than one."""
    person, phase = require_applicant(), application.call.phase_at(clock.now())
    return render_template(
        "applications/application.html",
        application=application,
        call=application.call,
        content=content_of(application),
        sent=application.state not in UNSENT,
        may_withdraw=may_withdraw(person, application),
        deletes=may_lead(person, application) and application.state in UNSENT,
        may_open_again=may_open_again(person, application),
        phase=phase,
        message=message,
        events=timeline_of(application, phase),
        state=told_states([application])[application.id],
        states=STATES,
        tones=TONES,
    )
