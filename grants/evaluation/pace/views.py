"""Officials see how far each member is and remind who lags; members offer hours."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from grants.accounts.current import require_person, signed_in
from grants.accounts.policies import today
from grants.accounts.words import SEATS
from grants.calls.policies import may_assist
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import readable_call
from grants.errors import Conflict, Forbidden, NotFound
from grants.evaluation.pace import services
from grants.evaluation.pace.board import board_of, lagging_in, paces_of
from grants.evaluation.pace.forms import HoursForm
from grants.evaluation.policies import DECLARABLE, SHOWN
from grants.evaluation.seats.queries import seat_in
from grants.evaluation.views.blueprints import committee, evaluation
from grants.evaluation.views.docket import judged_call


@committee.get("/progress")
@signed_in
def progress(slug: str) -> str:
    """Show how far each member is."""
    call = readable_call(slug)
    if call.stage not in SHOWN:
        raise Conflict(_("Nothing is evaluated before the deadline has passed and checking has begun."))
    lines = board_of(call)
    return render_template(
        "evaluation/pace/board.html",
        call=call,
        lines=lines,
        due_at=rules_of(call).schedule.evaluation_due_at,
        evaluated=call.stage in DECLARABLE,
        may_remind=bool(lagging_in(call)) and may_assist(require_person(), call),
        seat_words=SEATS,
    )


@committee.route("/remind", methods=["GET", "POST"])
@signed_in
def remind(slug: str) -> Page:
    """Show who would be reminded, then remind them."""
    call = readable_call(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    if call.stage not in DECLARABLE:
        raise Conflict(_("The sheets of this call are closed."))
    if request.method == "POST":
        told = len(services.remind_lagging(call=call, actor=require_person()))
        flash(ngettext("%(num)d member gets a reminder.", "%(num)d members get a reminder.", told))
        return redirect(url_for("committee.progress", slug=call.slug), 303)
    return render_template("evaluation/pace/remind.html", call=call, lines=lagging_in(call), today=today())


@evaluation.route("/calls/<slug>/hours", methods=["GET", "POST"])
@signed_in
def hours(slug: str) -> Page:
    """Take how many hours a member offers."""
    call, person = judged_call(slug), require_person()
    seat = seat_in(person, call)
    if seat is None:
        raise NotFound
    if call.stage not in DECLARABLE:
        raise Conflict(_("The sheets of this call are closed."))
    pace = paces_of([seat.id]).get(seat.id)
    form = HoursForm(data={"hours": pace.hours if pace else None})

    def act() -> str:
        typed = form.hours.data
        services.offer_hours(call=call, hours=None if typed is None else int(typed), actor=person)
        flash(_("Your hours are stored."))
        return url_for("evaluation.call", slug=call.slug)

    return answer(form, act, "evaluation/pace/hours.html", linked=False, call=call)
