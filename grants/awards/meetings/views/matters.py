"""Ties and questions in words on the screen of a sitting, and the votes on them."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import signed_in
from grants.awards.forms import TieForm
from grants.awards.meetings import labels
from grants.awards.meetings.forms import NumbersForm, QuestionForm, SourceForm, ballots_in, shown_ballots
from grants.awards.meetings.models import Sitting, SittingState, Subject
from grants.awards.meetings.queries import lots_of, ranking_for, resolutions_of, room_of
from grants.awards.meetings.services.voting import Matter, excluded_from
from grants.awards.meetings.showing import owners_in
from grants.awards.meetings.views.applications import record_vote
from grants.awards.meetings.views.blueprints import held_call, meetings, projected
from grants.awards.models import SettledBy
from grants.awards.views.ranking import equals_at
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page
from grants.errors import Conflict, NotFound


@meetings.route("/<int:number>/meeting/ties/<int:rank>", methods=["GET", "POST"])
@signed_in
def tie(slug: str, number: int, rank: int) -> Page:
    """Put equals in order by vote, or draw the lot."""
    call, person = held_call(slug)
    _call, sitting, _person = projected(slug, number)
    _require_open(sitting)
    standing = ranking_for(call)
    if standing is None:
        raise NotFound
    equals, status = equals_at(standing, rank), 200
    room = room_of(sitting, standing, rules_of(call))
    if owners_in(room, standing):
        raise Conflict(_("The ranking is shown once nobody with an application of their own is in the room."))
    form = TieForm.for_group(equals)
    form.settled_by.data = SettledBy.VOTE.value
    matter = Matter(Subject.TIE, order=equals.references)
    if request.method == "POST":
        status = 422
        if form.validate():
            matter = Matter(Subject.TIE, order=tuple(form.order(equals)), reason=form.reason.data or "")
            status = record_vote(form, call, number, matter, person)
            if status == HTTPStatus.SEE_OTHER:
                return redirect(url_for("meetings.screen", slug=call.slug, number=number), status)
    excluded = excluded_from(room, matter, standing)
    page = render_template(
        "awards/meetings/tie.html",
        call=call,
        sitting=sitting,
        equals=equals,
        applications=standing.listed,
        nameless=rules_of(call).scoring.blind,
        form=form,
        excluded=[one for one in room.present if one.id in excluded],
        entitled=[one for one in room.present if one.id not in excluded],
        needed=rules_of(call).committee.quorum,
        ballots_sent=shown_ballots(ballots_in()),
        earlier=resolutions_of(sitting).get(matter.about),
        lot=lots_of(sitting).get(equals.digest),
        source=SourceForm(),
        numbers=NumbersForm(),
        labels=labels,
    )
    return page, status


@meetings.route("/<int:number>/meeting/questions", methods=["GET", "POST"])
@signed_in
def question(slug: str, number: int) -> Page:
    """Put a question in words to the vote."""
    call, person = held_call(slug)
    _call, sitting, _person = projected(slug, number)
    _require_open(sitting)
    form, status = QuestionForm(), 200
    if request.method == "POST":
        status = 422
        if form.validate():
            matter = Matter(Subject.QUESTION, words=form.words.data or "")
            status = record_vote(form, call, number, matter, person)
            if status == HTTPStatus.SEE_OTHER:
                return redirect(url_for("meetings.screen", slug=call.slug, number=number), status)
    return _question_page(call, sitting, form, status)


def _question_page(call: Call, sitting: Sitting, form: QuestionForm, status: int) -> Page:
    room, sent = room_of(sitting, None, rules_of(call)), form.words.data or ""
    earlier = resolutions_of(sitting).get(Matter(Subject.QUESTION, words=sent).about) if sent else None
    page = render_template(
        "awards/meetings/question.html",
        call=call,
        sitting=sitting,
        room=room,
        form=form,
        ballots_sent=shown_ballots(ballots_in()),
        earlier=earlier,
        labels=labels,
    )
    return page, status


def _require_open(sitting: Sitting) -> None:
    if sitting.state is not SittingState.OPEN:
        raise Conflict(_("This sitting is not open."))
