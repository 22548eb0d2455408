"""After the confirmation: decide anew on one application, offer what is free to the next in reserve, take an answer."""

from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.policies import may_read_officially
from grants.applications.queries import application_for
from grants.awards import labels
from grants.awards.deciding import answering, reserve
from grants.awards.deciding.anew import decide_anew, decision_to_replace, open_anew
from grants.awards.deciding.answering import answer_on, is_open, may_answer
from grants.awards.deciding.forms import AnewForm, AnswerForm, NewDayForm, OfferForm
from grants.awards.deciding.labels import ACTS
from grants.awards.deciding.policies import may_decide_anew
from grants.awards.letters.services.answerable import earliest_answer
from grants.awards.models import Outcome
from grants.awards.policies import CONFIRMED, may_read_letter
from grants.awards.queries import decision_known_to, decisions_on, placement_by_rules
from grants.awards.stakes import require_none_of_own
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_manage
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, NotFound

blueprint = Blueprint("deciding", __name__)


@blueprint.route("/office/applications/<uuid:application_id>/decision/new", methods=["GET", "POST"])
@signed_in
def anew(application_id: UUID) -> Page:
    """Make a decision in the place of the one in force; all that there were stay in view."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    _require_confirmed(application.call)
    require_none_of_own(application.call, person)
    if not may_decide_anew(person, application.call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    in_force = decision_to_replace(application)
    by_rules = placement_by_rules(application)
    form = AnewForm.of(in_force, open_anew(in_force, by_rules))

    def act() -> str:
        decide_anew(application=application, anew=form.anew(), seen=form.seen_sequence(), actor=person)
        flash(_("The new decision is made."), "success")
        return url_for("decisions.page", slug=application.call.slug)

    return answer(
        form,
        act,
        "awards/deciding/anew.html",
        linked=False,
        application=application,
        in_force=in_force,
        history=decisions_on(application),
        labels=labels,
        acts=ACTS,
    )


@blueprint.route("/office/calls/<slug>/reserve", methods=["GET", "POST"])
@signed_in
def offers(slug: str) -> Page:
    """Show what is free and who is next in reserve, and offer it to them until a day."""
    call, person = readable_call(slug), require_person()
    _require_confirmed(call)
    require_none_of_own(call, person)
    if request.method == "POST" and not may_decide_anew(person, call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    waiting, form = reserve.reserve_of(call), OfferForm()
    if not form.is_submitted():
        form.seen.data = waiting.digest

    def act() -> str:
        made = reserve.move_up(call=call, answer_until=form.answer_until.data, seen=form.seen.data or "", actor=person)
        words = ngettext("%(num)d offer is made.", "%(num)d offers are made.", len(made))
        flash(words if made else _("Nothing is free to be offered now."))
        return url_for("decisions.page", slug=call.slug)

    return answer(
        form,
        act,
        "awards/deciding/reserve.html",
        linked=False,
        call=call,
        reserve=waiting,
        manages=may_manage(person, call),
        labels=labels,
    )


@blueprint.route("/office/applications/<uuid:application_id>/offer", methods=["GET", "POST"])
@signed_in
def new_day(application_id: UUID) -> Page:
    """Give an offer whose letter has not left another day to answer it, by a new decision."""
    person = require_person()
    application = application_for(application_id, person, may_read_officially)
    _require_confirmed(application.call)
    require_none_of_own(application.call, person)
    if not may_decide_anew(person, application.call):
        raise Forbidden(_("Only a project coordinator of the organiser can confirm."))
    in_force, form = decision_to_replace(application), NewDayForm()
    if not form.is_submitted():
        form.seen.data = str(in_force.sequence)
        if in_force.answer_until is None:
            raise Conflict(_("No offer to this application waits to be sent."))

    def act() -> str:
        until, seen = form.answer_until.data, form.seen_sequence()
        reserve.give_new_day(application=application, answer_until=until, seen=seen, actor=person)
        flash(_("The offer is made anew with another day, and its letter is prepared."), "success")
        return url_for("letters.page", slug=application.call.slug)

    return answer(
        form,
        act,
        "awards/deciding/new_day.html",
        linked=False,
        application=application,
        in_force=in_force,
        earliest=earliest_answer(rules_of(application.call)),
    )


@blueprint.route("/applications/<uuid:application_id>/award", methods=["GET", "POST"])
@signed_in
def respond(application_id: UUID) -> Page:
    """Take an award that was offered, or decline one; officials write down what the applicant said to them."""
    person = require_person()
    application = application_for(application_id, person, _may_respond)
    decision = decision_known_to(person, application)
    if decision is None:
        raise NotFound
    form = AnswerForm()
    if not form.is_submitted():
        form.seen.data = str(decision.sequence)
        if decision.outcome is not Outcome.AWARDED:
            raise Conflict(_("Nothing is awarded to this application now."))

    def act() -> str:
        _respond(form, application, person)
        return _back(application, person)

    return answer(
        form,
        act,
        "awards/deciding/respond.html",
        linked=False,
        application=application,
        decision=decision,
        accepted=answer_on(decision),
        can_accept=is_open(decision, application.call),
        back=_back(application, person),
    )


def _respond(form: AnswerForm, application: Application, person: Person) -> None:
    if form.accepts():
        answering.accept(application=application, seen=form.seen_sequence(), actor=person)
        flash(_("The award is accepted. What comes next was sent by e-mail."), "success")
        return
    answering.decline(application=application, because=form.because.data or "", seen=form.seen_sequence(), actor=person)
    flash(_("The award is declined."))


def _may_respond(person: Person, application: Application) -> bool:
    reads = may_assist(person, application.call) or may_read_letter(person, application)
    return application.call.stage in CONFIRMED and reads and may_answer(person, application)


def _back(application: Application, person: Person) -> str:
    if may_read_officially(person, application):
        return url_for("office_applications.application", application_id=application.id)
    return url_for("decisions.letter", application_id=application.id)


def _require_confirmed(call: Call) -> None:
    if call.stage not in CONFIRMED:
        raise Conflict(_("Decisions are made anew once those of the call are confirmed."))
