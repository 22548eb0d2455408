"""Who sits in the committee of a call: invited and their seats ended by its officials."""

from uuid import UUID

from flask import Response as FileAnswer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.lists.views import file_of, shown
from grants.accounts.models import Role, RoleKind, Seat
from grants.accounts.policies import today
from grants.accounts.words import ROLES, SEATS
from grants.calls.models import Call
from grants.calls.policies import may_assist, may_read_office
from grants.calls.queries import rules_of
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, Invalid
from grants.evaluation import committees, services
from grants.evaluation.forms import SECRETARY, SeatForm
from grants.evaluation.policies import BEFORE_SCORING, INVITING
from grants.evaluation.seats.labels import DECLINE_REASONS
from grants.evaluation.seats.listing import listing
from grants.evaluation.seats.queries import answers_in
from grants.evaluation.views.blueprints import committee
from grants.web.paging import page_number

Page = str | Response | tuple[str, int]


@committee.get("")
@signed_in
def show(slug: str) -> Page:
    """Show who sits in the committee, who sat there, and what is still missing."""
    return _page(readable_call(slug), SeatForm(), 200)


@committee.post("")
@signed_in
def invite(slug: str) -> Page:
    """Give somebody a seat."""
    call, form = _assisted(slug), SeatForm()
    status = _invited(call, form) if form.validate() else 422
    return _page(call, form, status) if status else _to(call)


@committee.route("/<uuid:role_id>/end", methods=["GET", "POST"])
@signed_in
def end(slug: str, role_id: UUID) -> Page:
    """Ask what ending a seat means, then end it."""
    call = _assisted(slug)
    role = committees.seat_by_id(call.id, role_id)
    if role.ended_by(today()):
        flash(_("This seat has ended already."), "warning")
        return _to(call)
    services.require_inviting(call)
    if request.method == "POST":
        services.end_seat(call=call, role=role, actor=require_person())
        flash(_("The seat of %(name)s is ended.", name=role.person.name or role.person.email))
        return _to(call)
    words = SEATS[role.seat] if role.seat else ROLES[RoleKind.SECRETARY]
    return render_template("evaluation/committee/end.html", call=call, role=role, seat=words)


@committee.get("/seats.<any(xlsx, csv):kind>")
@signed_in
def seats_file(slug: str, kind: str) -> FileAnswer:
    """Hand out what the list of who sits in the committee shows as a table."""
    call, day = readable_call(slug), today()
    sitting = [role for role in committees.seats_of(call.id) if not role.ended_by(day)]
    return file_of(listing(sitting, answers_in(call.id)), sitting, kind)


def _invited(call: Call, form: SeatForm) -> int:
    """Return nothing when the seat is given, or the status of the page that says why not."""
    try:
        role = _given(call, form)
    except (Invalid, Conflict) as error:
        form.form_errors.append(str(error.message))
        return error.status
    flash(_("%(email)s has a seat and gets a message about it.", email=role.person.email))
    return 0


def _given(call: Call, form: SeatForm) -> Role:
    email, name, actor = str(form.email.data), str(form.name.data), require_person()
    if form.seat.data == SECRETARY:
        return services.invite_secretary(call=call, email=email, name=name, actor=actor)
    return services.invite_evaluator(call=call, email=email, name=name, seat=Seat(form.seat.data), actor=actor)


def _assisted(slug: str) -> Call:
    """Return a call whose committee the reader may change; raise NotFound, or Forbidden if they may only read."""
    call = readable_call(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    return call


def _page(call: Call, form: SeatForm, status: int) -> tuple[str, int]:
    seats, day = committees.seats_of(call.id), today()
    sitting, rules = [role for role in seats if not role.ended_by(day)], rules_of(call)
    here, answers = url_for("committee.show", slug=call.slug), answers_in(call.id)
    page = render_template(
        "evaluation/committee/page.html",
        call=call,
        rules=rules,
        sitting=sitting,
        shown=shown(listing(sitting, answers), sitting, here=here, page=page_number()),
        file=f"{here}/seats",
        not_blind=[role.person for role in sitting if rules.scoring.blind and may_read_office(role.person, call)],
        members=sum(role.seat is not Seat.SUBSTITUTE for role in sitting),
        own=committees.own_of_members(call.id, sitting),
        can_still_start=call.stage in BEFORE_SCORING,
        ended=[role for role in seats if role.ended_by(day)],
        form=form if call.stage in INVITING and may_assist(require_person(), call) else None,
        seat_words=SEATS,
        secretaries=[role for role in committees.secretaries_of(call.id) if not role.ended_by(day)],
        answers=answers,
        reasons=DECLINE_REASONS,
    )
    return page, status


def _to(call: Call) -> Response:
    return redirect(url_for("committee.show", slug=call.slug), 303)
