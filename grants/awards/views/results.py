"""The results of a call: what publishing them makes known, the act itself, and what everybody reads."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import current_person, require_person, signed_in
from grants.awards import queries, services
from grants.awards.policies import CONFIRMED, may_read_results
from grants.awards.publication import results_in_words
from grants.awards.stakes import require_none_of_own
from grants.calls.models import Call, Stage
from grants.calls.policies import may_manage, may_read_office
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.views.office import managed_call, readable_call
from grants.errors import Conflict, NotFound

blueprint = Blueprint("results", __name__)


@blueprint.get("/calls/<slug>/results")
def page(slug: str) -> str:
    """Show everybody what was decided, and officials a note before it is published."""
    call = call_by_slug(slug)
    if not may_read_results(current_person(), call):
        raise NotFound
    require_none_of_own(call, current_person())
    return render_template(
        "awards/results.html",
        call=call,
        rules=rules_of(call),
        published=call.stage is Stage.RESULTS_PUBLISHED,
        results=results_in_words(call) if call.stage in CONFIRMED else "",
        in_office=may_read_office(current_person(), call),
    )


@blueprint.get("/office/calls/<slug>/results")
@signed_in
def publishing(slug: str) -> str | Response:
    """Say what publishing the results makes known."""
    call = readable_call(slug)
    if call.stage is Stage.RESULTS_PUBLISHED:
        return _to_results(call)
    if call.stage is not Stage.DECIDED:
        raise Conflict(_("Results are published once the decisions are confirmed."))
    require_none_of_own(call, require_person())
    return render_template(
        "awards/office/publish.html",
        call=call,
        rules=rules_of(call),
        results=results_in_words(call),
        unsent=queries.unsent_letters(call),
        manages=may_manage(require_person(), call),
    )


@blueprint.post("/office/calls/<slug>/results")
@signed_in
def publish(slug: str) -> Response:
    """Publish the results; a second click leads to the same page."""
    call = managed_call(slug)
    if call.stage not in CONFIRMED:
        raise Conflict(_("Results are published once the decisions are confirmed."))
    services.publish_results(call=call, actor=require_person())
    flash(_("The results are published."))
    return _to_results(call)


def _to_results(call: Call) -> Response:
    return redirect(url_for("results.page", slug=call.slug), 303)
