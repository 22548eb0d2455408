"""What confirming the decisions of a call does, the act itself, and the letter that an applicant reads."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.files import hand_out
from grants.applications.models import Application
from grants.applications.queries import application_for
from grants.awards import labels, queries, services
from grants.awards.consequences import consequences_of
from grants.awards.contests.queries import open_in
from grants.awards.deciding.answering import answer_on, may_answer
from grants.awards.deciding.approving import (
    Approved,
    approved_in,
    by_council,
    proposed,
    resolution_in,
)
from grants.awards.deciding.approving import propose as propose_to_council
from grants.awards.deciding.approving import take_proposal_back as withdraw_proposal
from grants.awards.deciding.comparing import changed_since, compared_in
from grants.awards.deciding.forms import ResolutionForm
from grants.awards.deciding.labels import BODIES
from grants.awards.deciding.leftover import left_of
from grants.awards.deciding.reserve import reserve_of
from grants.awards.letters.dates import dates_of
from grants.awards.letters.facts import facts_of
from grants.awards.letters.labels import CHANNELS
from grants.awards.letters.models import Letter
from grants.awards.letters.queries import count_unsent, letter_of
from grants.awards.letters.writing import ON_PAGE, words_of
from grants.awards.minutes.obstacles import obstacles as obstacles_of_sittings
from grants.awards.models import Decision, Outcome
from grants.awards.obstacles import obstacles_in
from grants.awards.policies import CONFIRMED, may_read_letter
from grants.awards.printing import shown
from grants.awards.publishing.own import own_marks_of
from grants.awards.reporting.queries import reports_in
from grants.awards.reports import today_in
from grants.awards.stakes import require_none_of_own, undeclared
from grants.awards.terms import Terms, local_day
from grants.awards.wording import total_in
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public, may_manage
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.calls.views.answering import Page, beside
from grants.calls.views.office import managed_call, readable_call
from grants.errors import Conflict, Invalid, NotFound
from grants.notices.words import Words
from grants.web.languages import language

blueprint = Blueprint("decisions", __name__)


@blueprint.get("/office/calls/<slug>/decisions")
@signed_in
def page(slug: str) -> str:
    """Say what confirming does; afterwards, list what was decided."""
    call = readable_call(slug)
    require_none_of_own(call, require_person())
    if call.stage in CONFIRMED:
        return _decided_page(call)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Decisions are confirmed once all sheets are closed and the committee deliberates."))
    return confirming_page(call)


@blueprint.post("/office/calls/<slug>/decisions")
@signed_in
def confirm(slug: str) -> Page:
    """Confirm the decisions of a call, or be the first of two to do so; a second click leads to the same page."""
    call = managed_call(slug)
    form = ResolutionForm() if by_council(rules_of(call)) and call.stage is Stage.DELIBERATION else None
    if form is not None and not form.validate_on_submit():
        return confirming_page(call, form), 422
    resolution = form.resolution() if form is not None else None
    seen = request.form.get("seen", "")
    try:
        decisions = services.confirm(call=call, actor=require_person(), seen=seen, resolution=resolution)
    except Invalid as invalid:
        if form is None:
            raise
        beside(form, invalid)
        return confirming_page(call, form), 422
    if decisions:
        flash(ngettext("%(num)d decision is confirmed.", "%(num)d decisions are confirmed.", len(decisions)))
    else:
        flash(_("You have confirmed it. The decisions are made once another official confirms the same."))
    return redirect(url_for("decisions.page", slug=call.slug), 303)


@blueprint.post("/office/calls/<slug>/decisions/proposal")
@signed_in
def propose(slug: str) -> Response:
    """Confirm what the committee proposes to the council."""
    call = managed_call(slug)
    propose_to_council(call=call, actor=require_person(), seen=request.form.get("seen", ""))
    flash(_("The proposal is confirmed. Write down here what the council decides."))
    return redirect(url_for("decisions.page", slug=call.slug), 303)


@blueprint.post("/office/calls/<slug>/decisions/proposal/back")
@signed_in
def take_proposal_back(slug: str) -> Response:
    """Let the committee change what it proposes."""
    call = managed_call(slug)
    withdraw_proposal(call=call, actor=require_person())
    flash(_("The proposal is taken back. The committee can change it."))
    return redirect(url_for("decisions.page", slug=call.slug), 303)


def confirming_page(call: Call, form: ResolutionForm | None = None) -> str:
    """Say what confirming does, what is approved so far and what stands in the way."""
    person, standing = require_person(), queries.standing_of(call)
    council = by_council(standing.rules)
    approved = approved_in(call, standing)
    if council and approved.proposal is None:
        standing = proposed(standing)
    obstacles = [*undeclared(call, person), *obstacles_in(standing), *obstacles_of_sittings(call)]
    return render_template(
        "awards/office/confirm.html",
        call=call,
        obstacles=obstacles,
        consequences=None if obstacles else consequences_of(standing, person),
        compared=compared_in(standing),
        bodies=BODIES,
        seen=standing.digest,
        council=council,
        approved=approved,
        changed=changed_since(approved.proposal, standing) if approved.proposal else [],
        form=_resolution_form(approved, form) if approved.proposal else None,
        by_two=standing.rules.committee.confirmed_by_two,
        is_first=approved.first is not None and approved.first.approved_by_id == person.id,
        manages=may_manage(person, call),
        remedy=labels.remedy_of(standing.rules),
        labels=labels,
    )


def _resolution_form(approved: Approved, sent: ResolutionForm | None) -> ResolutionForm:
    form = sent or ResolutionForm()
    if sent is None and approved.first is not None and (kept := resolution_in(approved.first)) is not None:
        form.number.data, form.on.data = kept.number, kept.on
    return form


@blueprint.get("/applications/<uuid:application_id>/decision")
@signed_in
def letter(application_id: UUID) -> str:
    """Show an applicant the decision, and until when it can be contested."""
    person = require_person()
    application = application_for(application_id, person)
    decision = queries.told_decision_on(application) if may_read_letter(person, application) else None
    if decision is None:
        raise NotFound
    rules, sent = rules_of(application.call), letter_of(decision)
    last = queries.decision_on(application)
    # Marks given anew belong to a decision that is not told yet, so they are not shown beside the one before.
    is_last = last is not None and last.id == decision.id
    return render_template(
        "awards/letter.html",
        application=application,
        decision=decision,
        letter=sent,
        rules=rules,
        answers=may_answer(person, application),
        accepted=answer_on(decision) if decision.answer_until else None,
        words=_words(decision, sent, application.call),
        terms=_terms(decision, sent, rules),
        own=own_marks_of(decision, queries.placement_on(application, rules), rules) if is_last else None,
        ranked=queries.ranked_in(application.call) if are_results_public(application.call) else 0,
        shown=shown,
        remedy=labels.remedy_of(rules),
        labels=labels,
        channels=CHANNELS,
    )


@blueprint.get("/applications/<uuid:application_id>/decision/letter")
@signed_in
def letter_file(application_id: UUID) -> Response:
    """Hand out the letter itself, as it was sent."""
    person = require_person()
    application = application_for(application_id, person)
    decision = queries.told_decision_on(application) if may_read_letter(person, application) else None
    sent = letter_of(decision) if decision else None
    if sent is None or sent.file is None:
        raise NotFound
    return hand_out(sent.file)


def _words(decision: Decision, sent: Letter | None, call: Call) -> Words:
    """Return what the letter said, in the reader's language if it was written in it; a file's decision has none."""
    if sent is None:
        return words_of(facts_of(call, [decision])[0], language(), ON_PAGE)
    return Words(**sent.mail.get(language(), sent.mail[sent.language]))


def _terms(decision: Decision, sent: Letter | None, rules: Rules) -> Terms:
    if sent is None or sent.sent_at is None or sent.notified_on is None or sent.contest_until is None:
        return dates_of(rules, decision.confirmed_at)
    return Terms(local_day(sent.sent_at, rules.schedule.timezone), sent.notified_on, sent.contest_until)


def _decided_page(call: Call) -> str:
    decisions, applications = queries.decisions_of(call), queries.sent_in(call)
    placements, rules = queries.missing_figures(call, decisions), rules_of(call)
    due = rules.schedule.implementation.report_until

    def total_of(application: Application) -> str:
        return shown(total_in(decisions[application.id], placements.get(application.reference or ""), rules))

    return render_template(
        "awards/office/decided.html",
        call=call,
        rows=[(decisions[one.id], one, total_of(one)) for one in applications if one.id in decisions],
        unsent=count_unsent(call),
        manages=may_manage(require_person(), call),
        contested={complaint.application_id for complaint in open_in(call)},
        left=left_of(call),
        reports=reports_in(call) if due else None,
        due=due,
        is_late=due is not None and due < today_in(call),
        reserve=reserve_of(call) if any(one.outcome is Outcome.RESERVE for one in decisions.values()) else None,
        labels=labels,
    )
