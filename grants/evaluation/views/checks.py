"""Officials answer the administrative criteria, one application after the other."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.applications.reading import content_of
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation import checking, panels, policies, queries, services
from grants.evaluation.proofs import ProofsForm, proof_of
from grants.evaluation.typed import ChecksForm, doubts_in
from grants.evaluation.views.blueprints import checks

Page = str | Response | tuple[str, int]


@checks.get("/calls/<slug>/checks")
@signed_in
def begin(slug: str) -> Response:
    """Lead to the next application that is not checked."""
    call = readable_call(slug)
    return _to_next(call)


@checks.get("/applications/<uuid:application_id>/checks")
@signed_in
def show(application_id: UUID) -> Page:
    """Show an application beside its checks."""
    application, person = _readable(application_id), require_person()
    checks_now = policies.may_check(person, application) and policies.is_checkable(application)
    if checks_now and not queries.has_declared_none(person, application):
        flash(_("Declare first whether you have a conflict of interest; the checks open after that."))
        return redirect(url_for("interests.declare", slug=application.call.slug), 303)
    return _page(application, panels.stored_checks(application))


@checks.post("/applications/<uuid:application_id>/checks")
@signed_in
def answer(application_id: UUID) -> Page:
    """Keep the answers; what was typed stays on the page when they are refused."""
    application, person = _readable(application_id), require_person()
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    checks = rules_of(application.call).checks
    form, proofs = ChecksForm.sent(checks, request.form), ProofsForm.of(checks)
    are_fit = proofs.validate()
    if form.problems or not are_fit:
        return _page(application, panels.beside(application, form), proofs=proofs), 422
    try:
        answers = proofs.beside(form.answers)
        services.answer_checks(application=application, answers=answers, actor=person, seen=form.seen)
    except Invalid as error:
        form.refuse(error.fields)
        return _page(application, panels.beside(application, form), proofs=proofs), error.status
    except Conflict as error:
        if isinstance(error, Stale):
            panels.renew(application, form)
        page = _page(application, panels.beside(application, form), refusal=error.message, proofs=proofs)
        return page, error.status
    flash(_("The answers are stored."))
    return _onward(application)


@checks.post("/applications/<uuid:application_id>/checks/confirm")
@signed_in
def confirm(application_id: UUID) -> Page:
    """Confirm the answers of somebody else, or say why not; a doubt that was typed stays on the page when refused."""
    application, person = _readable(application_id), require_person()
    if not may_assist(person, application.call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    codes = [check.code for check in rules_of(application.call).checks]
    doubts, problems = doubts_in(codes, request.form)
    if not problems:
        try:
            seen = request.form.get("seen", "")
            services.confirm_checks(application=application, doubts=doubts, actor=person, seen=seen)
        except Conflict as error:
            return _page(application, panels.stored_checks(application), error.message, doubts=doubts), error.status
        flash(_("Stored: what you confirmed, and where you disagree."))
        return _onward(application)
    return _page(application, panels.stored_checks(application), doubts=doubts, wrong_doubts=problems), 422


@checks.get("/applications/<uuid:application_id>/checks/<code>/file")
@signed_in
def proof(application_id: UUID, code: str) -> FlaskResponse:
    """Hand out the file that shows what a register said about a check."""
    application = _readable(application_id)
    kept = proof_of(application, code)
    if kept is None:
        raise NotFound
    return hand_out(kept)


def _onward(application: Application) -> Response:
    """Lead back to the application, or on to the next one if that was asked for."""
    if "next" in request.form:
        return _to_next(application.call, application)
    return redirect(url_for("checks.show", application_id=application.id), 303)


def _to_next(call: Call, after: Application | None = None) -> Response:
    waiting = checking.next_waiting(require_person(), call, after)
    if waiting is not None:
        return redirect(url_for("checks.show", application_id=waiting), 303)
    flash(_("No application waits to be checked."))
    return redirect(url_for("office.call", slug=call.slug), 303)


def _readable(application_id: UUID) -> Application:
    """Return an application that the reader may read as an official; raise NotFound."""
    application = application_for(application_id, require_person())
    if not may_read_officially(require_person(), application):
        raise NotFound
    return application


def _page(
    application: Application,
    form: ChecksForm,
    refusal: object = "",
    *,
    doubts: Mapping[str, str] | None = None,
    wrong_doubts: Mapping[str, str] | None = None,
    proofs: ProofsForm | None = None,
) -> str:
    return render_template(
        "evaluation/checks/page.html",
        application=application,
        call=application.call,
        content=content_of(application),
        refusal=refusal,
        progress=panels.checks_progress(application.call_id),
        next_id=checking.next_waiting(require_person(), application.call, application),
        doubts=doubts or {},
        wrong_doubts=wrong_doubts or {},
        **panels.checks_panel(application, form, proofs),
    )
