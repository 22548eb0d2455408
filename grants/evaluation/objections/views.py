"""An applicant objects to a member; an official decides on it."""

from typing import Any
from uuid import UUID

from flask import flash, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.queries import application_for
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, NotFound
from grants.evaluation.committees import taken_seats
from grants.evaluation.interests.blueprint import blueprint as interests
from grants.evaluation.models import ConflictKind
from grants.evaluation.objections import policies, services
from grants.evaluation.objections.forms import UPHOLD, ObjectionDecisionForm, ObjectionForm
from grants.evaluation.objections.queries import objection_by_id, objections_to
from grants.evaluation.policies import DECLARABLE
from grants.evaluation.views.blueprints import objections
from grants.web.reader import reader


@objections.route("/applications/<uuid:application_id>/objection", methods=["GET", "POST"])
@signed_in
def make(application_id: UUID) -> Page:
    """Let an applicant object to a member of the committee."""
    person = require_person()
    application = application_for(application_id, person)
    rules = rules_of(application.call)
    if not policies.may_see_members(person, application, rules):
        raise NotFound
    if not policies.may_object(person, application, rules):
        raise Forbidden(_("Only those who may change the application object to a member."))
    made = objections_to(application)
    others = [seat.person for seat in taken_seats(application.call_id) if seat.person_id not in made]
    form = ObjectionForm()
    form.offer(others)

    def act() -> str:
        member = next(each for each in others if str(each.id) == form.member.data)
        services.object_to(application=application, member=member, reason=form.reason.data or "", actor=person)
        flash(_("The organiser has your objection and answers it."), "success")
        return url_for("applications.overview", application_id=application.id)

    return answer(form, act, "evaluation/objections/make.html", linked=False, application=application, others=others)


@interests.route("/objections/<uuid:objection_id>", methods=["GET", "POST"])
@signed_in
def decide(slug: str, objection_id: UUID) -> Page:
    """Let an official decide on an objection."""
    call, person = readable_call(slug), require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    objection, form = objection_by_id(call, objection_id), ObjectionDecisionForm()
    if call.stage not in DECLARABLE:
        raise Conflict(_("Objections are decided from the checks on until the sheets are closed."))

    def act() -> str:
        services.decide_objection(
            objection=objection,
            upheld=form.decision.data == UPHOLD,
            kind=ConflictKind(form.kind.data) if form.decision.data == UPHOLD else None,
            answer=form.answer.data or "",
            actor=person,
        )
        flash(_("The objection is decided, and the applicant is told."), "success")
        return url_for("interests.page", slug=call.slug)

    return answer(form, act, "evaluation/objections/decide.html", linked=False, call=call, objection=objection)


def on_application(application: Application, **_context: object) -> dict[str, Any] | None:
    """Return who evaluates, for the applicant's page, where the rules name them."""
    person, rules = reader(), rules_of(application.call)
    if person is None or not policies.may_see_members(person, application, rules):
        return None
    return {
        "members": [seat.person for seat in taken_seats(application.call_id)],
        "made": objections_to(application),
        "may_object": policies.may_object(person, application, rules),
    }
