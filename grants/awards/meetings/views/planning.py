"""Officials plan sittings; everybody invited sees when and where, the agenda, and says whether they come."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import signed_in
from grants.accounts.models import Person, Seat
from grants.awards.meetings import labels, services
from grants.awards.meetings.agenda import Point, agenda_of
from grants.awards.meetings.forms import CancelSittingForm, PlanForm, id_in
from grants.awards.meetings.interests.queries import substitutes_in, undeclared_by
from grants.awards.meetings.interests.services import COMING
from grants.awards.meetings.models import Invitation, Sitting, SittingKind, SittingState
from grants.awards.meetings.policies import may_hold, may_plan
from grants.awards.meetings.queries import ranking_for, room_of, sitting_in, sittings_in
from grants.awards.meetings.room import Room
from grants.awards.meetings.views.blueprints import held_call, meetings, met_call
from grants.awards.meetings.written import changing
from grants.awards.meetings.written.forms import LongerForm
from grants.awards.meetings.written.queries import answers_to
from grants.awards.stakes import has_own_in, undeclared
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.errors import Conflict, Invalid
from grants.evaluation.committees import taken_seats

COMES = {"yes": True, "no": False}


@meetings.get("")
@signed_in
def index(slug: str) -> str:
    """List the sittings of a call."""
    call, person = met_call(slug)
    return render_template(
        "awards/meetings/index.html",
        call=call,
        sittings=sittings_in(call),
        plans=may_plan(person, call),
        labels=labels,
    )


@meetings.route("/new", methods=["GET", "POST"])
@signed_in
def plan(slug: str) -> Page:
    """Plan a sitting."""
    call, person = held_call(slug)
    if not may_plan(person, call):
        raise Conflict(_("The committee of this competition does not meet now."))
    form = PlanForm()

    def act() -> str:
        sitting = services.plan(call=call, plan=form.plan(), actor=person)
        flash(_("The sitting is planned, and everybody is invited."), "success")
        return _address(call, sitting.number)

    return answer(form, act, "awards/meetings/form.html", linked=False, call=call, sitting=None)


@meetings.get("/<int:number>")
@signed_in
def page(slug: str, number: int) -> str:
    """Show a sitting: when, where, who comes, the agenda."""
    call, person = met_call(slug)
    sitting = sitting_in(call, number)
    room, points = agenda_for(sitting, call, person)
    mine = next((one for one in room.invited if one.person_id == person.id), None)
    first = undeclared(call, person)
    return render_template(
        "awards/meetings/page.html",
        call=call,
        sitting=sitting,
        room=room,
        points=points,
        mine=mine,
        substitutes=_substitutes(call, room) if may_hold(person, call) else [],
        first=first,
        plans=may_hold(person, call),
        holds=may_hold(person, call) and not first,
        voted=_voted_in(sitting),
        reads_minutes=not has_own_in(call, person),
        waiting=_waiting(sitting, call, mine),
        labels=labels,
    )


@meetings.route("/<int:number>/change", methods=["GET", "POST"])
@signed_in
def change(slug: str, number: int) -> Page:
    """Change when and where a sitting is, or until when votes are taken in writing."""
    call, person = held_call(slug)
    sitting, form = sitting_in(call, number), PlanForm()
    if sitting.kind is SittingKind.WRITTEN:
        return _longer(call, sitting, person)
    _require_planned(sitting)
    if request.method == "GET":
        form.show(sitting)

    def act() -> str:
        services.change(call=call, number=number, plan=form.plan(), actor=person)
        flash(_("The sitting is changed. Who is invited has been told."), "success")
        return _address(call, number)

    return answer(form, act, "awards/meetings/form.html", linked=False, call=call, sitting=sitting)


@meetings.route("/<int:number>/cancel", methods=["GET", "POST"])
@signed_in
def cancel(slug: str, number: int) -> Page:
    """Cancel a sitting."""
    call, person = held_call(slug)
    sitting, form = sitting_in(call, number), CancelSittingForm()
    written = sitting.kind is SittingKind.WRITTEN
    if sitting.state is not SittingState.CANCELLED and not written:
        _require_planned(sitting)

    def act() -> str:
        end = changing.cancel if written else services.cancel
        end(call=call, number=number, reason=form.reason.data or "", actor=person)
        flash(_("Cancelled. Who was invited or asked has been told."))
        return _address(call, number)

    return answer(form, act, "awards/meetings/cancel.html", linked=False, call=call, sitting=sitting)


def _longer(call: Call, sitting: Sitting, person: Person) -> Page:
    """Take votes in writing until a later moment."""
    if sitting.state is not SittingState.OPEN:
        raise Conflict(_("This written procedure is over."))
    form = LongerForm()
    if request.method == "GET":
        form.starts_at.data = sitting.starts_at

    def act() -> str:
        changing.move(call=call, number=sitting.number, until=form.starts_at.data, actor=person)
        flash(_("Votes are taken longer. Who is asked has been told."), "success")
        return _address(call, sitting.number)

    return answer(form, act, "awards/meetings/longer.html", linked=False, call=call, sitting=sitting)


@meetings.post("/<int:number>/answer")
@signed_in
def comes(slug: str, number: int) -> Response:
    """Say whether one comes."""
    call, person = met_call(slug)
    said = COMES.get(request.form.get("comes", ""))
    if said is None:
        raise Invalid(_("Choose whether you come."))
    services.answer(call=call, number=number, comes=said, actor=person)
    flash(_("Your answer is noted."), "success")
    return redirect(_address(call, number), 303)


@meetings.post("/<int:number>/substitutes")
@signed_in
def call_in(slug: str, number: int) -> Response:
    """Let a substitute vote in a sitting."""
    call, person = held_call(slug)
    person_id = id_in(request.form.get("person", ""))
    if person_id is None:
        raise Invalid(_("Choose a substitute of the committee."))
    services.call_in(call=call, number=number, person_id=person_id, actor=person)
    flash(_("The substitute is called in."), "success")
    return redirect(_address(call, number), 303)


def agenda_for(sitting: Sitting, call: Call, person: Person) -> tuple[Room, list[Point]]:
    """Return who is in a sitting and its agenda; of the ranking nothing for who has an application of their own."""
    standing = None if has_own_in(call, person) else ranking_for(call)
    room = room_of(sitting, standing, rules_of(call))
    return room, agenda_of(sitting, room, standing)


def _waiting(sitting: Sitting, call: Call, mine: Invitation | None) -> int:
    """Return about how many applications a substitute who is called in declares, before they come in."""
    if mine is None or not mine.votes or sitting.state not in COMING or mine.person_id not in substitutes_in(call):
        return 0
    standing = ranking_for(call)
    return len(undeclared_by(mine.person, standing)) if standing else 0


def _voted_in(sitting: Sitting) -> set[uuid.UUID]:
    """Return who has voted in a written procedure; never how."""
    if sitting.kind is not SittingKind.WRITTEN:
        return set()
    return {person_id for given in answers_to(sitting).values() for person_id in given}


def _require_planned(sitting: Sitting) -> None:
    if sitting.state is not SittingState.PLANNED:
        raise Conflict(_("This sitting has begun, is over or was cancelled."))


def _substitutes(call: Call, room: Room) -> list[Person]:
    """Return the substitutes who do not vote in a sitting yet."""
    voting = {person.id for person in room.voting}
    return [one.person for one in taken_seats(call.id) if one.seat is Seat.SUBSTITUTE and one.person_id not in voting]


def _address(call: Call, number: int) -> str:
    return url_for("meetings.page", slug=call.slug, number=number)
