"""Officials assign members to applications: by hand, or by a plan that they look at first."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import false, select
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Role
from grants.accounts.words import SEATS
from grants.applications.models import Application
from grants.applications.stretches import PAGE, stretch_of
from grants.applications.views.paging import asked_place
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from grants.evaluation import committees
from grants.evaluation.assigning import queries, services
from grants.evaluation.assigning.forms import MEMBERS, AskedForm, MatrixForm
from grants.evaluation.assigning.lines import has_line
from grants.evaluation.assigning.planning import plan_for
from grants.evaluation.assigning.policies import ASSIGNABLE
from grants.evaluation.assigning.situation import Situation, situation_of, titles_of
from grants.evaluation.assignment.task import Plan
from grants.evaluation.interests.queries import has_conflict_in, has_own_in
from grants.evaluation.policies import SHOWN, assigns, is_evaluator
from grants.evaluation.views.blueprints import assignment
from grants.web.paging import page_number

Page = str | Response | tuple[str, int]


@assignment.get("")
@signed_in
def show(slug: str) -> Page:
    """Show who scores what, how much everybody has, and what is open."""
    call = _readable(slug)
    situation = situation_of(call)
    return _matrix_page(call, situation, AskedForm(), _stored(call, situation))


@assignment.post("")
@signed_in
def by_hand(slug: str) -> Page:
    """Assign what is ticked; a form that came too late is shown again with its ticks beside what is stored by now."""
    call = _assisted(slug)
    form = MatrixForm.sent(request.form, request.form.getlist("row"), request.form.getlist("member"))
    situation = situation_of(call)
    shown = form.shown - situation.settled - situation.aside
    try:
        services.assign_by_hand(
            call=call,
            shown=shown,
            chosen=form.chosen - situation.settled,
            seen=form.seen,
            actor=require_person(),
        )
    except (Invalid, Stale) as error:
        return _refused(call, situation, form, error)
    flash(_("The assignments are stored."))
    return redirect(_here(call), 303)


@assignment.get("/plan")
@signed_in
def preview(slug: str) -> Page:
    """Show a plan before anything of it is stored."""
    call, form = _assisted(slug), AskedForm.sent(request.args)
    _require_time(call)
    situation, asked = situation_of(call), form.read()
    if asked is None:
        return _matrix_page(call, situation, form, _stored(call, situation)), 422
    services.require_near_known(call, asked, require_person())
    return _plan_page(call, situation, form, plan_for(call, situation, asked))


@assignment.post("/plan")
@signed_in
def apply(slug: str) -> Page:
    """Assign what the preview showed; if that is no longer the plan, show the new one."""
    call, form = _assisted(slug), AskedForm.sent(request.form)
    asked = form.read()
    if asked is None:
        raise NotFound
    try:
        new = services.apply_plan(call=call, asked=asked, digest=request.form.get("digest", ""), actor=require_person())
    except Stale as error:
        situation = situation_of(call)
        page = _plan_page(call, situation, form, plan_for(call, situation, asked), refusal=str(error.message))
        return page, error.status
    flash(
        ngettext("%(num)d new assignment; who got it is told.", "%(num)d new assignments; who got them is told.", new)
        if new
        else _("Nothing was left to change.")
    )
    return redirect(url_for("assignment.show", slug=call.slug), 303)


def _readable(slug: str) -> Call:
    """Return a call whose rules assign, for who reads as an official; raise NotFound or Forbidden."""
    call = readable_call(slug)
    if not assigns(rules_of(call)):
        raise NotFound
    if has_own_in(require_person(), call):
        raise Forbidden(_("You have an application of your own in this call: somebody else assigns who scores."))
    return call


def _assisted(slug: str) -> Call:
    call = _readable(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return call


def _require_time(call: Call) -> None:
    if call.stage not in ASSIGNABLE:
        raise Conflict(_("Members are assigned from the checks on until the sheets are closed."))


def _stored(call: Call, situation: Situation) -> MatrixForm:
    """Return the page of the matrix that is asked for, ticked as it is assigned."""
    judged = select(Application).where(Application.id.in_(committees.eligible_in(call.id)))
    place = asked_place()
    stretch = stretch_of(
        judged if call.stage in SHOWN else judged.where(false()), call.id, after=place["after"], before=place["before"]
    )
    rows = [each.id for each in stretch.items]
    first = (page_number() - 1) * MEMBERS
    members = [seat.person_id for seat in situation.seats[first : first + MEMBERS]]
    form = MatrixForm.stored(rows, members, situation.held, situation.digest(rows))
    form.stretch = stretch
    return form


def _refused(call: Call, situation: Situation, form: MatrixForm, error: Invalid | Stale) -> tuple[str, int]:
    """Show a refused form with its ticks, on the rows it had that are still judged; sent again it has seen the rest."""
    form.applications = [each for each in form.applications if each in situation.places][:PAGE]
    form.members = [each for each in form.members if each in situation.seated][:MEMBERS]
    form.seen = situation.digest(form.applications)
    page = _matrix_page(call, situation, AskedForm(), form, refusal=str(error.message))
    return page, error.status


def _matrix_page(call: Call, situation: Situation, asked: AskedForm, form: MatrixForm, refusal: str = "") -> str:
    preferences = queries.preferences_in(call.id)
    return render_template(
        "evaluation/assignment/page.html",
        call=call,
        rules=rules_of(call),
        situation=situation,
        seats={seat.person_id: seat for seat in situation.seats},
        seat_words=SEATS,
        most={person: each.most for person, each in preferences.items()},
        titles=titles_of(form.applications),
        form=form,
        asked=asked,
        refusal=refusal,
        editable=call.stage in ASSIGNABLE and may_assist(require_person(), call),
        counts_near=_counts_near(call),
        here=_here(call),
        open_places=sum(situation.open.values()),
        pages=-(-len(situation.seats) // MEMBERS),
        page=page_number(),
    )


def _counts_near(call: Call) -> bool:
    """Tell whether the reader is offered more members near a line; see `services.require_near_known`."""
    person = require_person()
    told = not is_evaluator(person, call) and not has_conflict_in(person, call)
    return call.stage is Stage.SCORING and has_line(rules_of(call)) and told


def _plan_page(call: Call, situation: Situation, form: AskedForm, plan: Plan, refusal: str = "") -> str:
    changes = _changes(plan)
    first = list(changes)[:PAGE]
    lacking = plan.lacks[:PAGE]
    worst = plan.worst_off[:PAGE]
    preferences = queries.preferences_in(call.id)
    return render_template(
        "evaluation/assignment/plan.html",
        call=call,
        situation=situation,
        asked=form,
        plan=plan,
        changes={each: changes[each] for each in first},
        changed=len(changes),
        lacking=lacking,
        worst=worst,
        titles=titles_of({*first, *worst, *(lack.application for lack in lacking)}),
        names=_names(call, situation),
        most={person: each.most for person, each in preferences.items()},
        loads=_loads(situation, plan),
        refusal=refusal,
        names_changed_only=bool(form.more),
    )


def _changes(plan: Plan) -> dict[uuid.UUID, tuple[list[uuid.UUID], list[uuid.UUID]]]:
    """Return by application who is new and who is taken away."""
    changes: dict[uuid.UUID, tuple[list[uuid.UUID], list[uuid.UUID]]] = defaultdict(lambda: ([], []))
    for place, pairs in enumerate((plan.added, plan.removed)):
        for application, evaluator in pairs:
            changes[application][place].append(evaluator)
    return dict(changes)


def _loads(situation: Situation, plan: Plan) -> list[tuple[Role, int, int]]:
    """Return for each seat how many applications are theirs now and would be."""
    return [(seat, situation.loads[seat.person_id], plan.loads.get(seat.person_id, 0)) for seat in situation.seats]


def _names(call: Call, situation: Situation) -> dict[uuid.UUID, str]:
    """Return the name of everybody who ever had a seat."""
    seats: Collection[Role] = [*committees.seats_of(call.id), *situation.seats]
    return {seat.person_id: seat.person.name or seat.person.email for seat in seats}


def _here(call: Call) -> str:
    """Return the address of the page of the matrix that is shown."""
    after, before, page = (request.args.get(name) for name in ("after", "before", "page"))
    return url_for("assignment.show", slug=call.slug, after=after, before=before, page=page)
