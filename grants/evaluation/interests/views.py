"""Officials see which conflicts are likely and declared, record and lift those of others, and declare their own."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.accounts.policies import today
from grants.applications.queries import submitted_with
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import labels, services
from grants.evaluation.interests import queries
from grants.evaluation.interests import services as acts
from grants.evaluation.interests.blueprint import blueprint
from grants.evaluation.interests.forms import ConsultationForm, LiftForm, RecordForm
from grants.evaluation.interests.labels import HINTS
from grants.evaluation.interests.overview import overview_of
from grants.evaluation.interests.own import own_hints
from grants.evaluation.interests.people import involved_in
from grants.evaluation.models import ConflictKind
from grants.evaluation.policies import DECLARABLE, INVITING, OFFICIALS_DECLARE
from grants.evaluation.typed import CONFLICT, DeclarationForm, ids_in


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show the conflicts of a call, declared and likely, and who was helped."""
    call, person = readable_call(slug), require_person()
    return render_template(
        "evaluation/interests/page.html",
        call=call,
        overview=overview_of(call, person),
        assists=may_assist(person, call),
        acts_on_conflicts=may_assist(person, call) and call.stage in DECLARABLE,
        writes_down=may_assist(person, call) and call.stage in INVITING,
        hint_words=HINTS,
        conflict_words=labels.CONFLICTS,
    )


@blueprint.route("/declarations", methods=["GET", "POST"])
@signed_in
def declare(slug: str) -> Page:
    """Declare about every application of a page at once, as an official."""
    call, person = _assisted(slug), require_person()
    if call.stage not in OFFICIALS_DECLARE:
        raise Conflict(_("Officials declare from the checks on."))
    waiting = queries.to_declare(person, call)
    if request.method == "GET":
        return _declarations(call, person, DeclarationForm.blank([each.id for each in waiting]))
    sent = set(ids_in(request.form))
    form = DeclarationForm.sent([each.id for each in waiting if each.id in sent], request.form)
    problems = form.problems or ([] if form.made or not waiting else [("", _("Choose an answer first."))])
    if problems:
        return _declarations(call, person, form, problems), 422
    for key, line in form.made.items():
        conflict = line.choice == CONFLICT
        services.declare_as_official(
            application=next(each for each in waiting if each.id == key),
            actor=person,
            conflict=conflict,
            kind=ConflictKind(line.kind) if conflict else None,
            note=line.text,
        )
    if form.made:
        flash(ngettext("%(num)d declaration is stored.", "%(num)d declarations are stored.", len(form.made)))
    return _onward(call, person)


@blueprint.route("/conflict", methods=["GET", "POST"])
@signed_in
def record(slug: str) -> Page:
    """Record a conflict that others reported."""
    call, person = _assisted(slug), require_person()
    if call.stage not in DECLARABLE:
        raise Conflict(_("Conflicts are recorded here from the checks on until the sheets are closed."))
    people = involved_in(call)
    form = RecordForm() if request.method == "POST" else RecordForm(request.args)
    form.offer(people)

    def act() -> str:
        application = submitted_with(call.id, (form.reference.data or "").upper())
        if application is None:
            words = _("No application of this call has this reference.")
            raise Invalid(words, {"reference": words})
        whose = next(each for each in people if str(each.id) == form.person.data)
        kind, reason = ConflictKind(form.kind.data), form.reason.data or ""
        acts.record_conflict(application=application, person=whose, kind=kind, reason=reason, actor=person)
        flash(_("The conflict of %(name)s is recorded.", name=whose.name or whose.email), "success")
        return url_for("interests.page", slug=call.slug)

    return answer(form, act, "evaluation/interests/record.html", linked=False, call=call)


@blueprint.route("/conflicts/<uuid:declaration_id>/lift", methods=["GET", "POST"])
@signed_in
def lift(slug: str, declaration_id: UUID) -> Page:
    """Lift a conflict that was a mistake."""
    call = _assisted(slug)
    if call.stage not in DECLARABLE:
        raise Conflict(_("Conflicts are lifted until the sheets are closed."))
    found, form = queries.conflict_by_id(call, declaration_id), LiftForm()

    def act() -> str:
        acts.lift_conflict(
            application=found.application, person=found.person, reason=form.reason.data or "", actor=require_person()
        )
        flash(_("The conflict is lifted: %(name)s declares anew.", name=found.person.name or found.person.email))
        return url_for("interests.page", slug=call.slug)

    return answer(form, act, "evaluation/interests/lift.html", linked=False, call=call, found=found)


@blueprint.route("/help", methods=["GET", "POST"])
@signed_in
def consult(slug: str) -> Page:
    """Write down help given to an applicant."""
    call, person = _assisted(slug), require_person()
    if call.stage not in INVITING:
        raise Conflict(_("Help is written down until the decision."))
    people = involved_in(call)
    form = ConsultationForm(person=str(person.id), given_on=today())
    form.offer(people)

    def act() -> str:
        acts.write_down_consultation(
            call=call,
            helper=next(each for each in people if str(each.id) == form.person.data),
            applicant=form.applicant.data or "",
            registration_number=form.registration_number.data or None,
            given_on=form.given_on.data,
            about=form.about.data or "",
            actor=person,
        )
        flash(_("The help is written down."), "success")
        return url_for("interests.page", slug=call.slug, _anchor="help")

    return answer(form, act, "evaluation/interests/consult.html", linked=False, call=call)


def _assisted(slug: str) -> Call:
    call = readable_call(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return call


def _onward(call: Call, person: Person) -> Response:
    """Lead to the next page with something open, then to the checks, or to the call."""
    if queries.has_to_declare(person, call):
        return redirect(url_for("interests.declare", slug=call.slug), 303)
    checks_now = call.stage is Stage.CHECKING and rules_of(call).checks
    return redirect(url_for("checks.begin" if checks_now else "office.call", slug=call.slug), 303)


def _declarations(
    call: Call, person: Person, form: DeclarationForm, problems: list[tuple[str, str]] | None = None
) -> str:
    found = queries.applications_by_id(form.lines)
    applications = [found[key] for key in form.lines if key in found]
    return render_template(
        "evaluation/interests/declare.html",
        call=call,
        applications=applications,
        lines=form.lines,
        problems=problems or [],
        hints=own_hints(person, call, [*found]),
        conflicts=labels.CONFLICTS,
    )
