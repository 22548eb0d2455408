"""The ranking of a call, for its officials and its committee, and how ties in it are settled."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.awards import labels, services
from grants.awards.deciding.policies import may_depart
from grants.awards.deliberation.sheets import flagged_in
from grants.awards.forms import TieForm
from grants.awards.kept.showing import standing_to_show
from grants.awards.obstacles import obstacles_in
from grants.awards.policies import CONFIRMED, RANKED, may_see_ranking, may_settle
from grants.awards.queries import decisions_of, standing_of
from grants.awards.rows import Row, rows_of, rows_without_order, with_line
from grants.awards.stakes import others_decide, require_impartial
from grants.awards.standing import Equals, Standing
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public, may_assist, may_read_office
from grants.calls.queries import call_by_slug, rules_of
from grants.errors import Conflict, Forbidden, NotFound, Stale

blueprint = Blueprint("ranking", __name__, url_prefix="/office/calls/<slug>/ranking")

Page = str | Response | tuple[str, int]


@blueprint.get("")
@signed_in
def page(slug: str) -> str:
    """Show who stands where, why, and what is still open; of that only marks to whoever has an application in it."""
    call, person = ranked_call(slug), require_person()
    standing = standing_to_show(call)
    if not are_results_public(call) and (own := standing.own_of(person)):
        rows = rows_without_order(standing, person)
        return render_template(
            "awards/office/marks.html",
            call=call,
            rules=standing.rules,
            rows=_shuffled(rows) if _is_nameless(call) else rows,
            own=own,
            in_office=may_read_office(person, call),
            others_decide=others_decide(),
            nameless=_is_nameless(call),
        )
    rows = rows_of(standing, decisions_of(call) if call.stage in CONFIRMED else {}, person)
    return render_template(
        "awards/office/ranking.html",
        call=call,
        rules=standing.rules,
        rows=with_line(rows, standing.rules),
        equals=standing.equals,
        obstacles=obstacles_in(standing) if call.stage is Stage.DELIBERATION else [],
        to_discuss=flagged_in(standing, call, person) if call.stage is Stage.DELIBERATION else [],
        settles=may_settle(person, call),
        departs=may_depart(person, call),
        settles_late=may_assist(person, call),
        in_office=may_read_office(person, call),
        nameless=_is_nameless(call),
        labels=labels,
    )


@blueprint.route("/ties/<int:rank>", methods=["GET", "POST"])
@signed_in
def tie(slug: str, rank: int) -> Page:
    """Record how the committee put the equals with a rank in order."""
    call = ranked_call(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only officials of the call can do this."))
    if call.stage not in RANKED:
        raise Conflict(_("Ties are settled while the committee deliberates."))
    if call.stage is Stage.DELIBERATION:
        require_impartial(call, require_person())
    standing = standing_of(call)
    equals = equals_at(standing, rank)
    services.require_time_to_settle(call, equals.references)
    form = TieForm.for_group(equals)
    if form.validate_on_submit():
        order, reason = form.order(equals), form.reason.data or ""
        services.settle_tie(call=call, order=order, settled_by=form.how(), reason=reason, actor=require_person())
        flash(_("The order is recorded. The ranking below follows it."))
        return redirect(url_for("ranking.page", slug=call.slug), 303)
    shown = render_template("awards/office/tie.html", call=call, equals=equals, form=form, applications=standing.listed)
    return shown, 422 if form.is_submitted() else 200


def ranked_call(slug: str) -> Call:
    """Return a call whose ranking the reader may see; raise NotFound."""
    call = call_by_slug(slug)
    if not may_see_ranking(require_person(), call):
        raise NotFound
    return call


def _shuffled(rows: list[Row]) -> list[Row]:
    """Put rows in the order of their references, which are random, so that nobody learns who came first."""
    return sorted(rows, key=lambda row: row.application.reference or "")


def _is_nameless(call: Call) -> bool:
    """Tell whether the reader must not learn who applies: a blind committee, until the results are published."""
    return rules_of(call).scoring.blind and not are_results_public(call) and not may_read_office(require_person(), call)


def equals_at(standing: Standing, rank: int) -> Equals:
    """Return the equals with a rank; raise NotFound, or Stale if a form was sent for equals that are none any more."""
    found = next((equals for equals in standing.equals if equals.rank == rank), None)
    if found is not None:
        return found
    if request.method == "POST":
        raise Stale(_("These applications are not one group of equals any more. Look at the ranking again."))
    raise NotFound
