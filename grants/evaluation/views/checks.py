"""Officials answer the administrative criteria, one application after the other."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.applications.reading import content_of
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, NotFound, Stale
from grants.evaluation import panels, queries, services
from grants.evaluation.typed import ChecksForm
from grants.evaluation.views.blueprints import checks

Page = str | Response | tuple[str, int]


@checks.get("/calls/<slug>/checks")
@signed_in
def begin(slug: str) -> Response:
    """Lead to the next application that is not checked."""
    call = readable_call(slug)
    waiting = queries.next_unchecked(call.id)
    if waiting is None:
        flash(_("No application waits to be checked."))
        return redirect(url_for("office.call", slug=call.slug), 303)
    return redirect(url_for("checks.show", application_id=waiting), 303)


@checks.get("/applications/<uuid:application_id>/checks")
@signed_in
def show(application_id: UUID) -> str:
    """Show an application beside its checks."""
    application = _readable(application_id)
    return _page(application, panels.stored_checks(application))


@checks.post("/applications/<uuid:application_id>/checks")
@signed_in
def answer(application_id: UUID) -> Page:
    """Keep the answers; what was typed stays on the page when they are refused."""
    application, person = _readable(application_id), require_person()
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    form = ChecksForm.sent(rules_of(application.call).checks, request.form)
    if form.problems:
        return _page(application, form), 422
    try:
        services.answer_checks(application=application, answers=form.answers, actor=person, seen=form.seen)
    except Conflict as error:
        if isinstance(error, Stale):
            panels.renew(application, form)
        return _page(application, form, refusal=error.message), error.status
    flash(_("The answers are stored."))
    return redirect(url_for("checks.show", application_id=application.id), 303)


def _readable(application_id: UUID) -> Application:
    """Return an application that the reader may read as an official; raise NotFound."""
    application = application_for(application_id, require_person())
    if not may_read_officially(require_person(), application):
        raise NotFound
    return application


def _page(application: Application, form: ChecksForm, refusal: object = "") -> str:
    return render_template(
        "evaluation/checks/page.html",
        application=application,
        call=application.call,
        content=content_of(application),
        refusal=refusal,
        progress=panels.checks_progress(application.call_id),
        next_id=queries.next_unchecked(application.call_id, after=application),
        **panels.checks_panel(application, form),
    )
