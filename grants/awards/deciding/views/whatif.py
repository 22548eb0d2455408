"""What other limits would come to: looked at without storing anything, kept as scenarios, compared, one adopted."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.awards import labels
from grants.awards.deciding import scenarios
from grants.awards.deciding.forms import LimitsForm
from grants.awards.deciding.policies import may_depart
from grants.awards.deciding.trying import Limits, Tried, crossings, differing, narrower, tried
from grants.awards.drafting import money_of
from grants.awards.kept.showing import standing_to_show
from grants.awards.stakes import require_none_of_own
from grants.awards.standing import Standing
from grants.awards.views.ranking import ranked_call
from grants.calls.models import Call, Stage
from grants.calls.policies import may_manage, may_read_office
from grants.calls.views.answering import Page
from grants.calls.views.office import managed_call
from grants.errors import Conflict, Forbidden, Invalid, NotFound
from grants.web.undoing import say_with_undo

blueprint = Blueprint("scenarios", __name__, url_prefix="/office/calls/<slug>/ranking/what-if")


@blueprint.get("")
@signed_in
def page(slug: str) -> Page:
    """Show who would cross the line with other limits; nothing is stored."""
    call = _open_call(slug)
    standing = standing_to_show(call)
    tries = any(name.startswith(("projects_", "total_")) for name in request.args)
    form = LimitsForm.of(standing.rules, request.args if tries else None)
    wrong = [field for field in form.numbers if tries and not field.validate(form)]
    return _page(call, standing, form, tries=tries and not wrong), 422 if wrong else 200


@blueprint.post("")
@signed_in
def keep(slug: str) -> Page:
    """Keep the limits that were looked at as a scenario."""
    call, person = _open_call(slug), require_person()
    if not may_depart(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    standing = standing_to_show(call)
    form = LimitsForm.of(standing.rules, request.form)
    if not form.validate_on_submit():
        return _page(call, standing, form, tries=not any(field.errors for field in form.numbers)), 422
    try:
        scenarios.keep_scenario(call=call, title=form.title.data or "", limits=form.limits(), actor=person)
    except Invalid as invalid:
        form.title.errors = [str(invalid.message)]
        return _page(call, standing, form, tries=True), 422
    flash(_("The scenario is kept."), "success")
    return redirect(url_for("scenarios.compare", slug=slug), 303)


@blueprint.get("/scenarios")
@signed_in
def compare(slug: str) -> str:
    """Show the scenarios of a call side by side with the rules, and where they differ."""
    call, person = _open_call(slug), require_person()
    standing, kept = standing_to_show(call), scenarios.scenarios_of(call)
    kept = [one for one in kept if Limits.read(one.limits).fits(standing.rules.funding)]
    shown = kept[: scenarios.MAX_COMPARED]
    limits = [Limits.read(one.limits) for one in shown]
    tries = [Tried.of(standing.ranking), *(_tried(standing, one) for one in limits)]
    return render_template(
        "awards/deciding/scenarios.html",
        call=call,
        scenarios=list(zip(shown, limits, tries[1:], strict=True)),
        others=kept[scenarios.MAX_COMPARED :],
        now=(Limits.of(standing.rules.funding), tries[0]),
        rows=differing([one.ranking for one in tries]),
        listed=standing.listed,
        narrow={one.id for one, what in zip(shown, limits, strict=True) if narrower(what, standing.rules.funding)},
        departs=may_depart(person, call),
        manages=may_manage(person, call),
        rules=standing.rules,
        money_of=money_of,
        labels=labels,
    )


@blueprint.post("/scenarios/<uuid:scenario_id>/adoption")
@signed_in
def adopt(slug: str, scenario_id: UUID) -> Response:
    """Begin an amendment of the rules with the limits of a scenario."""
    call = managed_call(slug)
    scenarios.adopt_scenario(call=call, scenario_id=scenario_id, actor=require_person())
    flash(_("An amendment with these limits is prepared. Add its reason and its act, then put it in force."))
    return redirect(url_for("scenarios.compare", slug=slug), 303)


@blueprint.post("/scenarios/<uuid:scenario_id>/removal")
@signed_in
def remove(slug: str, scenario_id: UUID) -> Response:
    """Show a scenario no more."""
    call, person = _open_call(slug), require_person()
    if not may_depart(person, call):
        raise Forbidden(_("Only officials of the call can do this."))
    scenario = scenarios.remove_scenario(call=call, scenario_id=scenario_id, actor=person)
    if scenario is not None:
        typed = {"title": scenario.title, **LimitsForm.typed_of(Limits.read(scenario.limits))}
        say_with_undo(_("The scenario is removed."), url_for("scenarios.keep", slug=slug), **typed)
    else:
        flash(_("The scenario is removed."))
    return redirect(url_for("scenarios.compare", slug=slug), 303)


def _open_call(slug: str) -> Call:
    call, person = ranked_call(slug), require_person()
    if not may_read_office(person, call):
        raise NotFound
    require_none_of_own(call, person)
    if call.stage is not Stage.DELIBERATION:
        raise Conflict(_("Other limits are tried while the committee deliberates."))
    return call


def _tried(standing: Standing, limits: Limits) -> Tried:
    plain, funding = standing.reckoning.ranking, standing.rules.funding
    return tried(plain, funding, limits, standing.requested, standing.fixed)


def _page(call: Call, standing: Standing, form: LimitsForm, *, tries: bool) -> str:
    now = Tried.of(standing.ranking)
    then = _tried(standing, form.limits()) if tries else None
    return render_template(
        "awards/deciding/whatif.html",
        call=call,
        form=form,
        now=now,
        then=then,
        crossings=crossings(now.ranking, then.ranking) if then else [],
        listed=standing.listed,
        partial_sums=standing.rules.funding.amount.fixed is None,
        departs=may_depart(require_person(), call),
        money_of=money_of,
        labels=labels,
    )
