"""One application on the screen of a sitting: what the committee talks about, and its vote."""

import uuid
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import signed_in
from grants.accounts.models import Person
from grants.awards import labels as words
from grants.awards.deliberation.labels import flag_in_words
from grants.awards.deliberation.sheets import sheets_on
from grants.awards.deliberation.views.marks import seen_in
from grants.awards.meetings import labels, services
from grants.awards.meetings.forms import DepartureForm, VoteForm, ballots_in, shown_ballots
from grants.awards.meetings.models import SittingState, Subject
from grants.awards.meetings.policies import may_hold
from grants.awards.meetings.queries import ranking_for, resolutions_of, room_of
from grants.awards.meetings.services.voting import Matter
from grants.awards.meetings.showing import next_in, owners_in, shown_in
from grants.awards.meetings.views.blueprints import meetings, projected
from grants.awards.policies import may_settle
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.web.forms import Form

DEPARTS = "departs"


@meetings.route("/<int:number>/meeting/applications/<uuid:application_id>", methods=["GET", "POST"])
@signed_in
def application(slug: str, number: int, application_id: uuid.UUID) -> Page:
    """Show an application to the room, and record the vote on it; what was chosen stays when it is refused."""
    call, sitting, person = projected(slug, number)
    if request.method == "POST" and not may_hold(person, call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    form, departure, status = VoteForm(), DepartureForm(), 200
    if request.method == "POST":
        departs = DEPARTS in request.form
        matter = _departure(application_id, departure) if departs else Matter(Subject.APPLICATION, application_id)
        status = record_vote(departure if departs else form, call, number, matter, person)
        if status == HTTPStatus.SEE_OTHER:
            return redirect(_after(slug, number, application_id), status)
    if sitting.state is not SittingState.OPEN:
        raise Conflict(_("This sitting is not open."))
    rules, standing = rules_of(call), ranking_for(call)
    if standing is None:
        raise NotFound
    room, voted = room_of(sitting, standing, rules), resolutions_of(sitting)
    if owners := owners_in(room, standing):
        raise Conflict(_owners_words([one.name or one.email for one in owners]))
    rows = shown_in(room, standing, voted, person)
    shown = next((one for one in rows if one.row.application.id == application_id), None)
    if shown is None:
        raise NotFound
    reads = not shown.row.hidden
    page = render_template(
        "awards/meetings/application.html",
        call=call,
        sitting=sitting,
        rules=rules,
        room=room,
        shown=shown,
        entitled=room.entitled_to(application_id),
        sheets=sheets_on(standing.applications[shown.row.application.reference]) if reads and rules.criteria else None,
        earlier=voted.get(Matter(Subject.APPLICATION, application_id).about),
        departed=voted.get(Matter(Subject.DEPARTURE, application_id).about),
        next=next_in(standing, voted, application_id),
        ballots_sent=shown_ballots(ballots_in()),
        form=form,
        departure=departure,
        votes=may_hold(person, call) and reads and call.stage is Stage.DELIBERATION,
        settles=may_settle(person, call),
        words=words,
        words_of=flag_in_words,
        labels=labels,
    )
    return page, status


def record_vote(form: Form, call: Call, number: int, matter: Matter, actor: Person) -> int:
    """Record a vote as it was sent and return the status of the answer; what is refused is said in the form."""
    if not form.validate():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    seen, ballots = seen_in(request.form), ballots_in()
    try:
        services.vote(call=call, number=number, matter=matter, ballots=ballots, seen=seen, actor=actor)
    except (Invalid, Conflict) as error:
        beside = error.fields if isinstance(error, Invalid) else {}
        for name in (name for name in beside if name in form):
            form[name].errors = [*form[name].errors, str(beside[name])]
        if not beside:
            form.form_errors.append(str(error.message))
        return error.status
    flash(_("The vote is recorded."), "success")
    return HTTPStatus.SEE_OTHER


def _departure(application_id: uuid.UUID, form: DepartureForm) -> Matter:
    outcome, reason = form.outcome.data or "", form.reason.data or ""
    return Matter(Subject.DEPARTURE, application_id, outcome, form.amount.data, reason=reason)


def _after(slug: str, number: int, application_id: uuid.UUID) -> str:
    return url_for("meetings.application", slug=slug, number=number, application_id=application_id)


def _owners_words(names: list[str]) -> str:
    return str(
        _(
            "%(names)s has an application of their own here. The ranking is shown once they have left the room.",
            names=", ".join(names),
        )
    )
