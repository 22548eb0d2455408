"""The page on which officials move what was promised."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.calls.promises import services
from grants.calls.promises.dates import awaited_in
from grants.calls.promises.forms import MoveForm
from grants.calls.promises.labels import DUE
from grants.calls.promises.queries import moves_of
from grants.calls.queries import rules_of
from grants.calls.services import AMENDABLE
from grants.calls.views.answering import Page, answer
from grants.calls.views.office import managed_call
from grants.errors import Conflict

blueprint = Blueprint("promises", __name__)


@blueprint.route("/office/calls/<slug>/promises", methods=["GET", "POST"])
@signed_in
def page(slug: str) -> Page:
    """Show what is promised and how it was moved, and move it for a reason that applicants read."""
    call = managed_call(slug)
    rules = rules_of(call)
    awaited = awaited_in(call.stage, rules)
    if call.stage not in AMENDABLE:
        raise Conflict(_("Nothing promised is awaited in this call."))
    form = MoveForm.of(awaited, ZoneInfo(rules.schedule.timezone), call.rules_digest)

    def act() -> str:
        before = call.version
        services.move(
            call=call,
            dates=form.dates(awaited),
            reason=form.reason.data or "",
            seen=form.seen.data or "",
            actor=require_person(),
        )
        if call.version != before:
            flash(_("The dates are moved. Everybody concerned is told once."))
        elif form.dates(awaited) != awaited:
            flash(_("A second coordinator is asked to approve the amendment."))
        return url_for("office.call", slug=slug)

    return answer(
        form,
        act,
        "calls/promises/page.html",
        call=call,
        awaited=awaited,
        late=[each for each, at in awaited.items() if at < clock.now()],
        moves=moves_of(call),
        due=DUE,
    )
