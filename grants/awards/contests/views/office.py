"""Officials record complaints, write down what was decided, and make the ranking and decisions anew."""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.accounts.current import require_person, signed_in
from grants.accounts.lists import views as lists
from grants.accounts.models import Person
from grants.accounts.queries import people_by_id
from grants.accounts.services import person_for
from grants.applications.files import hand_out
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for, submitted_with
from grants.awards import labels as award_labels
from grants.awards.contests import labels, policies, queries, services
from grants.awards.contests.forms import ConcludeForm, CorrectForm, NameForm, RecordForm, RulingForm, SendForm
from grants.awards.contests.listing import listing, state_in_words
from grants.awards.contests.models import CameBy, Complaint, Ruling
from grants.awards.contests.remaking import remaking_of, sheets_lacking
from grants.awards.contests.services.ruling import answered, correctable
from grants.awards.contests.views import blueprint
from grants.awards.deciding.anew import decision_to_replace
from grants.awards.late.comparison import changes_between, digest_of, read
from grants.awards.letters import labels as letter_labels
from grants.awards.letters.forms import FailureForm
from grants.awards.policies import CONFIRMED
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation.models import Answer
from grants.web.filters import text
from grants.web.forms import Form
from grants.web.paging import page_number


@blueprint.get("/office/calls/<slug>/complaints")
@signed_in
def page(slug: str) -> str:
    """List the complaints in a call."""
    call = _call(slug)
    found, here = queries.complaints_in(call), url_for("contests.page", slug=slug)
    return render_template(
        "awards/contests/page.html",
        call=call,
        shown=lists.shown(listing(slug, found), found, here=here, page=page_number()),
        state_of=state_in_words,
        records=policies.may_record(require_person(), call),
        takes=policies.takes_complaints(rules_of(call)),
    )


@blueprint.get("/office/calls/<slug>/complaints.<any(xlsx, csv):kind>")
@signed_in
def listed_file(slug: str, kind: str) -> Response:
    """Hand out what the list of complaints shows as a table."""
    found = queries.complaints_in(_call(slug))
    return lists.file_of(listing(slug, found), found, kind)


@blueprint.route("/office/calls/<slug>/complaints/new", methods=["GET", "POST"])
@signed_in
def record(slug: str) -> Page:
    """Record a complaint that came another way."""
    call, person, form = _call(slug), require_person(), RecordForm()
    if not policies.may_record(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))

    def act() -> str:
        received = services.Received(
            complainant=form.complainant.data or "",
            came_by=CameBy(form.came_by.data),
            received_on=form.received_on.data,
            words=form.words.data or "",
            file=form.file.uploaded,
            contest_until=form.contest_until.data,
        )
        application = _application_in(call, form.reference.data or "")
        complaint = services.record_complaint(application=application, received=received, actor=person)
        flash(_("The complaint is recorded."), "success")
        return url_for("contests.complaint", complaint_id=complaint.id)

    return answer(form, act, "awards/contests/record.html", linked=False, call=call)


@blueprint.get("/office/complaints/<uuid:complaint_id>")
@signed_in
def complaint(complaint_id: UUID) -> str:
    """Show a complaint, what came of it, and what is to be done next."""
    return _page(readable(complaint_id))


@blueprint.route("/office/applications/<uuid:application_id>/correction", methods=["GET", "POST"])
@signed_in
def correct(application_id: UUID) -> Page:
    """Correct a check or marks found wrong after the decision, without a complaint."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    if application.call.stage not in CONFIRMED:
        raise Conflict(_("Decisions are made anew once those of the call are confirmed."))
    if not policies.may_rule(person, application):
        raise Forbidden(_("Only a project coordinator without a conflict of interest corrects decisions."))
    form = _correct_form(application)

    def act() -> str:
        found = services.Found(
            reason=form.reason.data or "",
            is_judged_anew=form.is_judged_anew.data,
            corrected=form.corrected.data or [],
            failed=form.failed.data or [],
        )
        made = services.correct(application=application, found=found, actor=person)
        flash(_("The mistake is recorded, and the decision is suspended."), "success")
        return _address(made)

    return answer(
        form,
        act,
        "awards/contests/correct.html",
        linked=False,
        application=application,
        decision=decision_to_replace(application),
        rules=rules_of(application.call),
        award_labels=award_labels,
    )


@blueprint.post("/office/complaints/<uuid:complaint_id>/withdrawal")
@signed_in
def withdraw_for(complaint_id: UUID) -> AnyResponse:
    """Write down that whoever complained another way takes it back."""
    found = readable(complaint_id)
    services.withdraw(complaint=found, actor=require_person())
    flash(_("The complaint is withdrawn."), "success")
    return redirect(_address(found), 303)


@blueprint.get("/office/complaints/<uuid:complaint_id>/file")
@signed_in
def document(complaint_id: UUID) -> Response:
    """Hand out the file that came with a complaint."""
    found = readable(complaint_id)
    if found.enclosure is None:
        raise NotFound
    return hand_out(found.enclosure)


@blueprint.post("/office/complaints/<uuid:complaint_id>/ruling")
@signed_in
def rule(complaint_id: UUID) -> Page:
    """Write down what was decided on a complaint."""
    found, person = readable(complaint_id), require_person()
    form = _ruling_form(found)

    def act() -> str:
        ruled = services.Ruled(
            ruling=Ruling(form.ruling.data),
            reason=form.reason.data or "",
            number=form.number.data or "",
            is_judged_anew=form.is_judged_anew.data,
            corrected=form.corrected.data or [],
        )
        services.rule(complaint=found, ruled=ruled, actor=person)
        flash(_("The decision on the complaint is recorded, and the applicant is told."), "success")
        return _address(found)

    return answer(form, act, "awards/contests/complaint.html", linked=False, **shown(found, ruling_form=form))


@blueprint.post("/office/complaints/<uuid:complaint_id>/evaluators")
@signed_in
def name(complaint_id: UUID) -> Page:
    """Ask somebody to evaluate the application anew."""
    found, person = readable(complaint_id), require_person()
    form = _name_form(found)

    def act() -> str:
        services.name_evaluator(complaint=found, person=_named(found, form, person), actor=person)
        flash(_("They are asked to evaluate the application anew."), "success")
        return _address(found)

    return answer(form, act, "awards/contests/complaint.html", linked=False, **shown(found, name_form=form))


@blueprint.post("/office/complaints/<uuid:complaint_id>/conclusion")
@signed_in
def conclude(complaint_id: UUID) -> Page:
    """Make the ranking and the decisions anew; a second click leads to the same page."""
    found, form = readable(complaint_id), ConcludeForm()
    try:
        services.conclude(complaint=found, seen=form.seen.data or "", actor=require_person())
    except Stale as error:
        return _page(found, refusal=str(error.message)), error.status
    flash(_("The new decisions are made."), "success")
    return redirect(_address(found), 303)


def _call(slug: str) -> Call:
    call = readable_call(slug)
    if not policies.may_read_complaints(require_person(), call):
        raise Forbidden(_("An application of your own is in this competition, so others handle its complaints."))
    return call


def readable(complaint_id: UUID) -> Complaint:
    """Return a complaint that the reader handles or may read; raise NotFound."""
    found = queries.complaint_by_id(complaint_id)
    if not policies.may_read_complaint(require_person(), found.application):
        raise NotFound
    return found


def _application_in(call: Call, reference: str) -> Application:
    application = submitted_with(call.id, reference.strip().upper())
    if application is None:
        words = _("No application of this call has this reference.")
        raise Invalid(words, {"reference": words})
    return application


def _address(found: Complaint) -> str:
    return url_for("contests.complaint", complaint_id=found.id)


def _ruling_form(found: Complaint) -> RulingForm:
    form, rules = RulingForm(), rules_of(found.application.call)
    words = {check.code: text(check.text) for check in rules.checks}
    form.corrected.choices = [SelectChoice(code, f"{code} {words[code]}") for code in correctable(found)]
    return form


def send_form(found: Complaint) -> SendForm:
    """Return the form that sends the signed decision, which needs the document unless one was sent before."""
    form = SendForm()
    form.document.flags.required = found.sends_ruling and not found.sendings
    return form


def _correct_form(application: Application) -> CorrectForm:
    form, words = CorrectForm(), {check.code: text(check.text) for check in rules_of(application.call).checks}
    for field, given in ((form.corrected, Answer.NO), (form.failed, Answer.YES)):
        field.choices = [SelectChoice(code, f"{code} {words[code]}") for code in answered(application, given)]
    return form


def _name_form(found: Complaint) -> NameForm:
    form, people = NameForm(), queries.fresh_candidates(found)
    form.member.choices = [SelectChoice("", "–"), *(SelectChoice(str(one.id), one.name or one.email) for one in people)]
    return form


def _named(found: Complaint, form: NameForm, actor: Person) -> Person:
    if form.member.data:
        chosen = next((one for one in queries.fresh_candidates(found) if str(one.id) == form.member.data), None)
        if chosen is None:
            words = _("Choose somebody of the list.")
            raise Invalid(words, {"member": words})
        return chosen
    if not form.email.data:
        words = _("Choose a member, or write the address of somebody else.")
        raise Invalid(words, {"member": words})
    return person_for(email=form.email.data, name=form.name.data or "", actor=actor)


def _page(found: Complaint, refusal: str = "") -> str:
    return render_template("awards/contests/complaint.html", form=None, refusal=refusal, **shown(found))


def shown(found: Complaint, **forms: Form) -> dict[str, Any]:
    """Return what the page of a complaint needs, with the form that was refused, if one was."""
    person, call = require_person(), found.application.call
    is_right = found.ruling in {Ruling.UPHELD, Ruling.PARTLY}
    lacking = sheets_lacking(found) if is_right and found.is_open else 0
    remaking = remaking_of(found) if is_right and found.is_open and not lacking else None
    return {
        "complaint": found,
        "call": call,
        "rules": rules_of(call),
        "rules_on": policies.may_rule(person, found.application),
        "records": policies.may_record(person, call),
        "ruling_form": forms.get("ruling_form") or _ruling_form(found),
        "name_form": forms.get("name_form") or (_name_form(found) if found.is_judged_anew and found.is_open else None),
        "fresh": queries.fresh_sheets_of(found) if found.is_judged_anew else [],
        "lacking": lacking,
        "remaking": remaking,
        "seen": digest_of(remaking.after) if remaking else "",
        "made": [one for one in changes_between(read(found.before), read(found.after)) if one.differs],
        "recorded_by": people_by_id([found.recorded_by_id])[found.recorded_by_id] if found.recorded_by_id else None,
        "writes_withdrawal": policies.may_record(person, call) and found.made_by_id is None and found.ruling is None,
        "send_form": forms.get("send_form") or send_form(found),
        "failure_form": forms.get("failure_form") or FailureForm(),
        "letter_labels": letter_labels,
        "labels": labels,
        "award_labels": award_labels,
    }
