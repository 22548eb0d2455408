"""Officials begin a written procedure; members vote by their link, without signing in."""

import uuid
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import signed_in
from grants.awards.labels import OUTCOMES
from grants.awards.meetings import labels
from grants.awards.meetings.counting import CAST, Ballot
from grants.awards.meetings.forms import id_in
from grants.awards.meetings.models import Invitation, Sitting, SittingState
from grants.awards.meetings.policies import may_plan
from grants.awards.meetings.queries import ranking_for
from grants.awards.meetings.room import name_of
from grants.awards.meetings.services.holding import may_write
from grants.awards.meetings.views.blueprints import held_call, meetings
from grants.awards.meetings.written import services
from grants.awards.meetings.written.forms import WrittenForm
from grants.awards.meetings.written.queries import answers_to, asked_of, invitation_of, questions_of
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.db import db
from grants.errors import Conflict, Invalid

votes = Blueprint("votes", __name__, url_prefix="/votes")
"""The page behind the link of who is asked."""
VOTE = "vote-"


@meetings.route("/written", methods=["GET", "POST"])
@signed_in
def ask_in_writing(slug: str) -> Page:
    """Begin a written procedure."""
    call, person = held_call(slug)
    if not may_plan(person, call):
        raise Conflict(_("The committee of this competition does not meet now."))
    form = WrittenForm()
    form.secretary.choices = [(str(one.id), name_of(one)) for one in may_write(call)]
    if not form.is_submitted():
        form.secretary.data = str(person.id)

    def act() -> str:
        sitting = services.ask(
            call=call,
            until=form.starts_at.data,
            about_applications=bool(form.about_applications.data),
            words=form.words.data or "",
            secretary_id=id_in(form.secretary.data or ""),
            actor=person,
        )
        flash(_("Every member has got a link to vote by."), "success")
        return url_for("meetings.page", slug=call.slug, number=sitting.number)

    return answer(form, act, "awards/meetings/written.html", linked=False, call=call, sitting=None)


@votes.route("/<token>", methods=["GET", "POST"])
def page(token: str) -> Page:
    """Show what somebody is asked and take their votes; mail programs open links, so nothing is done by that."""
    wrong = ""
    if request.method == "POST":
        try:
            services.answer(token=token, ballots=_ballots())
        except Invalid as error:
            wrong = str(error.message)
        else:
            return redirect(url_for("votes.page", token=token), 303)
    asked = invitation_of(token)
    if asked is None:
        return render_template("awards/meetings/vote.html", sitting=None), HTTPStatus.NOT_FOUND
    shown = _shown(asked)
    return render_template("awards/meetings/vote.html", **shown, wrong=wrong), 422 if wrong else 200


def _shown(asked: Invitation) -> dict[str, object]:
    sitting = db.session.get_one(Sitting, asked.sitting_id)
    call, standing = sitting.call, ranking_for(sitting.call)
    questions = asked_of(asked.person, questions_of(sitting), standing)
    has_voted = any(asked.person_id in given for given in answers_to(sitting).values())
    return {
        "sitting": sitting,
        "call": call,
        "rules": rules_of(call),
        "questions": questions,
        "listed": {one.id: one for one in standing.listed.values()} if standing else {},
        "has_voted": has_voted,
        "is_over": sitting.state is not SittingState.OPEN,
        "chosen": {str(one): ballot.value for one, ballot in _ballots().items()},
        "outcomes": OUTCOMES,
        "labels": labels,
    }


def _ballots() -> dict[uuid.UUID, Ballot]:
    found: dict[uuid.UUID, Ballot] = {}
    for name, value in request.form.items():
        question_id = id_in(name.removeprefix(VOTE)) if name.startswith(VOTE) else None
        if question_id is not None and value in set(CAST):
            found[question_id] = Ballot(value)
    return found
