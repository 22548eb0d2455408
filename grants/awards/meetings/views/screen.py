"""The screen of a sitting: the roll call, then everything the committee looks at, large enough to be projected."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import signed_in
from grants.accounts.models import Person
from grants.awards import labels as words
from grants.awards.meetings import labels, services
from grants.awards.meetings.forms import OpeningForm, id_in
from grants.awards.meetings.models import Sitting, SittingKind, SittingState, Subject
from grants.awards.meetings.policies import may_hold
from grants.awards.meetings.queries import lots_of, ranking_for, resolutions_of, room_of
from grants.awards.meetings.services.holding import hand_over_chair, may_write
from grants.awards.meetings.showing import next_in, owners_in, shown_in
from grants.awards.meetings.views.blueprints import held_call, meetings, projected
from grants.awards.rows import line_in_words
from grants.awards.stakes import undeclared
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page
from grants.errors import Invalid


@meetings.get("/<int:number>/meeting")
@signed_in
def screen(slug: str, number: int) -> Page:
    """Show the roll call of a planned sitting, or how an open one stands."""
    call, sitting, person = projected(slug, number)
    if sitting.state is SittingState.PLANNED:
        return _roll_call(call, sitting, person, OpeningForm(), 200)
    if sitting.state is not SittingState.OPEN or sitting.kind is SittingKind.WRITTEN:
        return redirect(url_for("meetings.page", slug=call.slug, number=number))
    rules, standing, first = rules_of(call), ranking_for(call), undeclared(call, person)
    room, voted = room_of(sitting, standing, rules), resolutions_of(sitting)
    owners = owners_in(room, standing) if standing else []
    shown = shown_in(room, standing, voted, person) if standing and not owners else []
    limit = rules.funding.limit
    limited = limit.projects is not None or limit.total is not None
    return render_template(
        "awards/meetings/screen.html",
        call=call,
        sitting=sitting,
        rules=rules,
        room=room,
        owners=owners,
        shown=shown,
        line=line_in_words([one.row for one in shown], limit) if limited and shown else "",
        next=next_in(standing, voted) if standing and not owners else None,
        equals=standing.equals if standing and not owners else [],
        questions=[one for one in voted.values() if one.subject is Subject.QUESTION],
        lots=lots_of(sitting),
        first=first,
        holds=may_hold(person, call) and not first,
        words=words,
        labels=labels,
    )


@meetings.post("/<int:number>/meeting/open")
@signed_in
def open_sitting(slug: str, number: int) -> Page:
    """Open a sitting with its roll call."""
    call, person = held_call(slug)
    _call, sitting, _person = projected(slug, number)
    form = OpeningForm()
    present = [one for one in map(id_in, request.form.getlist("present")) if one is not None]
    try:
        services.open_sitting(
            call=call,
            number=number,
            chair_id=id_in(form.chair.data or ""),
            secretary_id=id_in(form.secretary.data or ""),
            present=present,
            actor=person,
        )
    except Invalid as error:
        for name in error.fields:
            form[name].errors = [*form[name].errors, str(error.fields[name])]
        if not error.fields:
            form.form_errors.append(str(error.message))
        return _roll_call(call, sitting, person, form, error.status)
    return _to_screen(call, number)


@meetings.post("/<int:number>/meeting/roll-call")
@signed_in
def roll_call(slug: str, number: int) -> Response:
    """Note that a member came, went, or takes the chair."""
    call, person = held_call(slug)
    acts = {"came": services.arrive, "left": services.leave, "chairs": hand_over_chair}
    whose, act = id_in(request.form.get("person", "")), acts.get(request.form.get("act", ""))
    if whose is None or act is None:
        raise Invalid(_("Choose a member."))
    act(call=call, number=number, person_id=whose, actor=person)
    return _to_screen(call, number)


@meetings.post("/<int:number>/meeting/rest")
@signed_in
def rest(slug: str, number: int) -> Response:
    """Record that everybody is for what the ranking comes to, for what is not voted on yet."""
    call, person = held_call(slug)
    voted = services.vote_on_rest(call=call, number=number, actor=person)
    flash(ngettext("%(num)d vote is recorded.", "%(num)d votes are recorded.", len(voted)), "success")
    return _to_screen(call, number)


@meetings.post("/<int:number>/meeting/close")
@signed_in
def close(slug: str, number: int) -> Response:
    """Close a sitting."""
    call, person = held_call(slug)
    services.close(call=call, number=number, actor=person)
    flash(_("The sitting is closed."), "success")
    return redirect(url_for("meetings.page", slug=call.slug, number=number), 303)


def _roll_call(call: Call, sitting: Sitting, person: Person, form: OpeningForm, status: int) -> Page:
    room, writers, first = room_of(sitting, None, rules_of(call)), may_write(call), undeclared(call, person)
    form.offer(room.voting, writers)
    if not form.is_submitted():
        form.secretary.data = str(person.id)
    page = render_template(
        "awards/meetings/roll_call.html",
        call=call,
        sitting=sitting,
        room=room,
        form=form,
        chosen=request.form.getlist("present"),
        first=first,
        holds=may_hold(person, call) and not first,
    )
    return page, status


def _to_screen(call: Call, number: int) -> Response:
    return redirect(url_for("meetings.screen", slug=call.slug, number=number), 303)
