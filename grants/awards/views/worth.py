"""What the scores of a call are worth, for those who see its ranking; nothing of it decides."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.awards.stakes import require_none_of_own
from grants.awards.statistics import services
from grants.awards.statistics.queries import Inputs, inputs_of, stored_of
from grants.awards.statistics.showing import Shown
from grants.awards.statistics.stored import read
from grants.awards.views.ranking import ranked_call
from grants.calls.models import Call, Stage
from grants.calls.policies import may_assist, may_read_office
from grants.calls.queries import rules_of
from grants.errors import Forbidden, NotFound
from grants.evaluation.statistics.worth import Unsaid, Worth

blueprint = Blueprint("worth", __name__, url_prefix="/office/calls/<slug>/ranking/worth")


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show each figure with what it says, or how far the worker has come with it."""
    call, person = _call_with_statistics(slug), require_person()
    inputs = inputs_of(call)
    _require_nothing_hidden(call, inputs)
    stored = stored_of(call)
    # Once results are published nothing is computed anew: the figures are those that the committee saw.
    is_current = stored is not None and (stored.inputs == inputs.digest or call.stage is Stage.RESULTS_PUBLISHED)
    in_office = may_read_office(person, call)
    worth = _known(inputs) or (read(stored.result) if stored and is_current and stored.result else None)
    return render_template(
        "awards/office/worth.html",
        call=call,
        rules=inputs.standing.rules,
        shown=Shown(inputs, worth, person, in_office=in_office) if worth else None,
        stored=stored if is_current else None,
        must_be_asked_for=inputs.is_large and not (stored and stored.asked_at),
        may_ask=may_assist(person, call),
        count=len(inputs.panel.applications),
        in_office=in_office,
    )


@blueprint.post("")
@signed_in
def ask(slug: str) -> Response:
    """Ask for the figures of a call with so many applications that they are not computed unasked."""
    call, person = _call_with_statistics(slug), require_person()
    if not may_assist(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    _require_nothing_hidden(call, inputs_of(call))
    services.ask(call=call, actor=person)
    flash(_("The figures are being computed. This takes a while."))
    return redirect(url_for("worth.page", slug=call.slug), 303)


def _call_with_statistics(slug: str) -> Call:
    """Return a call whose ranking the reader may see and whose rules have statistics; raise NotFound."""
    call = ranked_call(slug)
    if not rules_of(call).scoring.statistics:
        raise NotFound
    return call


def _require_nothing_hidden(call: Call, inputs: Inputs) -> None:
    """Raise Forbidden for whoever may not see some marks: they would follow from what the others leave of the whole."""
    person, standing = require_person(), inputs.standing
    require_none_of_own(call, person)
    if any(standing.hides_marks(person, standing.listed[reference]) for reference in inputs.panel.applications):
        raise Forbidden(
            _(
                "You have a conflict of interest in this competition, or an application of your own. The figures are "
                "of all marks together and would tell those that you do not see."
            )
        )


def _known(inputs: Inputs) -> Worth | None:
    """Return what needs no computing: that there is too little to say anything."""
    return None if inputs.panel.is_large_enough else Worth(unsaid={"all": Unsaid.TOO_SMALL})
