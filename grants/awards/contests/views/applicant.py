"""An applicant contests the decision on their application, and sees what comes of it."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from grants.accounts.current import require_person, signed_in
from grants.applications.queries import application_for
from grants.awards.contests import policies, services
from grants.awards.contests.forms import ComplainForm
from grants.awards.contests.labels import RULINGS
from grants.awards.contests.queries import complaints_about, last_day_to_contest
from grants.awards.contests.views import blueprint
from grants.awards.letters.labels import CHANNELS
from grants.awards.policies import CONFIRMED, may_read_letter
from grants.awards.queries import told_decision_on
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.errors import Forbidden, NotFound


@blueprint.route("/applications/<uuid:application_id>/complaint", methods=["GET", "POST"])
@signed_in
def complain(application_id: UUID) -> Page:
    """Show what was said against the decision and what came of it, and take a complaint."""
    person = require_person()
    application = application_for(application_id, person)
    rules, call = rules_of(application.call), application.call
    decision = (
        told_decision_on(application) if may_read_letter(person, application) and call.stage in CONFIRMED else None
    )
    if decision is None or not policies.takes_complaints(rules):
        raise NotFound
    own = [one for one in complaints_about(application) if one.made_by_id is not None]
    form, may = ComplainForm(), policies.may_complain(person, application)
    if form.is_submitted() and not may:
        raise Forbidden(_("Only those who may submit the application can contest the decision."))

    def act() -> str:
        words, file = form.words.data or "", form.file.uploaded
        services.complain(application=application, words=words, file=file, actor=person)
        flash(_("Your complaint was received. The receipt comes by e-mail."), "success")
        return url_for("contests.complain", application_id=application.id)

    return answer(
        form,
        act,
        "awards/contests/complain.html",
        linked=False,
        application=application,
        decision=decision,
        complaints=own,
        may_withdraw=may,
        may_complain=may and all(not one.is_open for one in own),
        until=last_day_to_contest(decision, rules),
        rulings=RULINGS,
        channels=CHANNELS,
    )


@blueprint.post("/applications/<uuid:application_id>/complaint/<uuid:complaint_id>/withdrawal")
@signed_in
def withdraw(application_id: UUID, complaint_id: UUID) -> AnyResponse:
    """Take a complaint back that was filed here; a second click leads to the same page."""
    person = require_person()
    application = application_for(application_id, person)
    found = [one for one in complaints_about(application) if one.id == complaint_id and one.made_by_id is not None]
    if not found:
        raise NotFound
    services.withdraw(complaint=found[0], actor=person)
    flash(_("The complaint is withdrawn."), "success")
    return redirect(url_for("contests.complain", application_id=application.id), 303)
