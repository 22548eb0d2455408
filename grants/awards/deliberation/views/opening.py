"""Officials see who has asked to open the marks of a call, ask for it, confirm it and take it back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.queries import people_by_id
from grants.awards.deliberation import opening as services
from grants.awards.deliberation.sealing import opening_of, waits_for_two
from grants.awards.deliberation.views.blueprints import deliberation
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.views.office import readable_call
from grants.errors import Forbidden, NotFound

TAKE_BACK = "take_back"


@deliberation.get("/office/calls/<slug>/opening")
@signed_in
def opening(slug: str) -> str:
    """Say who has asked to open the marks and whom it waits for; only where the rules ask for two."""
    call, person = _closed_call(slug), require_person()
    asked = opening_of(call)
    people = people_by_id(one for one in (asked.proposed_by_id, asked.confirmed_by_id) if one) if asked else {}
    return render_template(
        "awards/deliberation/opening.html",
        call=call,
        asked=asked,
        proposer=people.get(asked.proposed_by_id) if asked and asked.proposed_by_id else None,
        confirmer=people.get(asked.confirmed_by_id) if asked and asked.confirmed_by_id else None,
        person=person,
        opens=services.may_open(call, person),
        official=may_assist(person, call),
    )


@deliberation.post("/office/calls/<slug>/opening")
@signed_in
def open_marks(slug: str) -> Response:
    """Ask to open the marks, confirm it, or take one's own request back."""
    call, person = _closed_call(slug), require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    if TAKE_BACK in request.form:
        services.take_back(call=call, actor=person)
        flash(_("Your request is taken back. The marks stay sealed."))
    elif services.open_marks(call=call, actor=person).confirmed_at:
        flash(_("The marks are open."))
        return redirect(url_for("office.call", slug=call.slug), 303)
    else:
        flash(_("Your request is recorded. The marks open once another official has confirmed it."))
    return redirect(url_for("deliberation.opening", slug=call.slug), 303)


def _closed_call(slug: str) -> Call:
    """Return a call whose marks are opened by two, once its sheets are closed; raise NotFound."""
    call = readable_call(slug)
    if not waits_for_two(call):
        raise NotFound
    return call
