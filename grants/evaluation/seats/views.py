"""A member signs what everybody in the committee promises, or declines the seat."""

from flask import flash, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Seat
from grants.accounts.words import SEATS
from grants.calls.queries import rules_of
from grants.calls.views.answering import Page, answer
from grants.errors import Conflict, NotFound
from grants.evaluation.policies import INVITING
from grants.evaluation.seats import services
from grants.evaluation.seats.forms import TAKE, SeatAnswerForm
from grants.evaluation.seats.models import DeclineReason
from grants.evaluation.seats.queries import answer_to, seat_in
from grants.evaluation.seats.statement import statement_of
from grants.evaluation.views.blueprints import evaluation
from grants.evaluation.views.docket import judged_call


@evaluation.route("/calls/<slug>/seat", methods=["GET", "POST"])
@signed_in
def seat(slug: str) -> Page:
    """Show the statement, then keep the answer to the seat."""
    call, person = judged_call(slug), require_person()
    held = seat_in(person, call)
    if held is None:
        raise NotFound
    if call.stage not in INVITING:
        raise Conflict(_("The committee of this call cannot be changed any more."))
    given, rules, form = answer_to(held), rules_of(call), SeatAnswerForm()
    form.reason.flags.required = given is not None and given.accepted  # nothing else can be sent then
    statement = given.statement if given and given.accepted else statement_of(rules)

    def act() -> str:
        if form.answer.data == TAKE:
            services.take_seat(call=call, actor=person, statement=statement)
            flash(_("You have taken your seat."), "success")
            return url_for("evaluation.call", slug=call.slug)
        reason = DeclineReason(form.reason.data)
        services.decline_seat(call=call, actor=person, reason=reason, note=form.note.data or "")
        flash(_("You have declined the seat. The organiser knows about it."))
        return url_for("accounts.home")

    shown = {"call": call, "rules": rules, "statement": statement, "given": given}
    return answer(form, act, "evaluation/seats/page.html", linked=False, seat=SEATS[held.seat or Seat.MEMBER], **shown)
