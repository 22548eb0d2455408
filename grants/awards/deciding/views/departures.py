"""What the committee decides otherwise than the ranking has it: recorded with a reason, approved, shown before all."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.queries import application_for
from grants.awards import labels
from grants.awards.deciding import departing
from grants.awards.deciding.comparing import compared_in
from grants.awards.deciding.departures import last_departure
from grants.awards.deciding.forms import DepartureForm
from grants.awards.deciding.labels import BODIES
from grants.awards.deciding.models import Departure
from grants.awards.deciding.policies import may_approve_departure, may_depart
from grants.awards.deliberation.reasoning import may_see
from grants.awards.kept.showing import standing_to_show
from grants.awards.queries import standing_of
from grants.awards.ranking import open_to
from grants.awards.stakes import require_none_of_own
from grants.awards.views.ranking import ranked_call
from grants.calls.models import Stage
from grants.calls.policies import may_read_office
from grants.calls.views.answering import Page, answer
from grants.errors import Conflict, Forbidden, NotFound
from grants.web.undoing import say_with_undo

blueprint = Blueprint("departures", __name__)

TAKE_BACK = "take_back"


@blueprint.get("/office/calls/<slug>/ranking/departures")
@signed_in
def page(slug: str) -> str:
    """Show what is decided otherwise than the ranking has it, and let officials choose what to decide on."""
    call, person = ranked_call(slug), require_person()
    if not may_read_office(person, call):
        raise NotFound
    require_none_of_own(call, person)
    standing = standing_to_show(call)
    return render_template(
        "awards/deciding/departures.html",
        call=call,
        compared=compared_in(standing),
        others=[one for place, one in standing.placed if open_to(standing.by_rules[place.reference])],
        departs=may_depart(person, call),
        labels=labels,
        bodies=BODIES,
    )


@blueprint.route("/office/applications/<uuid:application_id>/departure", methods=["GET", "POST"])
@signed_in
def depart(application_id: UUID) -> Page:
    """Show what the ranking has and what is decided; officials record it or take it back."""
    person = require_person()
    application = application_for(application_id, person, may_see)
    _require_deliberation(application)
    if request.method == "POST" and not may_depart(person, application.call):
        raise Forbidden(_("Only officials of the call can do this."))
    standing, form = standing_of(application.call), DepartureForm()
    body = departing.whose_turn(application.call, standing)
    newest, last = last_departure(application), last_departure(application, body)
    by_rules = standing.by_rules.get(application.reference or "")
    if by_rules is None:
        raise NotFound
    if not form.is_submitted():
        form.seen.data = str(newest.sequence if newest else 0)
        if last is not None and last.outcome is not None:
            form.outcome.data, form.reason.data = last.outcome.value, last.reason
            form.amount.data, form.conditions.data = last.amount, last.conditions
    if request.method == "POST" and TAKE_BACK in request.form:
        departing.take_back(application=application, seen=form.seen_sequence(), actor=person, body=body)
        _say_it_follows(application, last)
        return redirect(url_for("departures.page", slug=application.call.slug), 303)

    def act() -> str:
        departing.depart(
            application=application, wanted=form.wanted(), seen=form.seen_sequence(), actor=person, body=body
        )
        flash(_("Recorded. The ranking shows it."), "success")
        return url_for("departures.page", slug=application.call.slug)

    return answer(
        form,
        act,
        "awards/deciding/departure.html",
        linked=False,
        application=application,
        by_rules=by_rules,
        body=body,
        bodies=BODIES,
        last=last if last is not None and last.outcome is not None else None,
        departs=may_depart(person, application.call),
        approves=last is not None and last.outcome is not None and may_approve_departure(person, application, last),
        labels=labels,
    )


@blueprint.post("/office/applications/<uuid:application_id>/departure/approval")
@signed_in
def approve(application_id: UUID) -> Response:
    """Approve for the committee why it decides otherwise."""
    person = require_person()
    application = application_for(application_id, person, may_see)
    departing.approve_departure(application=application, seen=_seen(), actor=person)
    flash(_("The reason is approved."), "success")
    return redirect(url_for("departures.depart", application_id=application.id), 303)


def _say_it_follows(application: Application, last: Departure | None) -> None:
    """Say that an application follows the ranking again, and offer what was recorded before."""
    words, newest = _("This application follows the ranking again."), last_departure(application)
    if last is None or last.outcome is None or newest is None:
        flash(words)
        return
    say_with_undo(
        words,
        url_for("departures.depart", application_id=application.id),
        outcome=last.outcome.value,
        reason=last.reason,
        amount="" if last.amount is None else last.amount,
        conditions=last.conditions,
        seen=newest.sequence,
    )


def _seen() -> int:
    return DepartureForm(formdata=request.form).seen_sequence()


def _require_deliberation(application: Application) -> None:
    if application.call.stage is not Stage.DELIBERATION:
        raise Conflict(_("The ranking is departed from while the committee deliberates."))
