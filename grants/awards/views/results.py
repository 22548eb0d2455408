"""The results of a call: what publishing them makes known, the act itself, and what everybody reads."""

from functools import partial
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import current_person, require_person, signed_in
from grants.awards import services
from grants.awards.letters.obstacles import unsent_letters
from grants.awards.policies import CONFIRMED, may_read_results
from grants.awards.publication import edition_of, results_as_tables, results_in_words, results_on_paper
from grants.awards.publishing import services as moments
from grants.awards.publishing.forms import ResultsMomentForm
from grants.awards.stakes import require_none_of_own
from grants.calls.everybody import alike_for_everybody
from grants.calls.models import Call, Stage
from grants.calls.policies import are_results_public, may_manage, may_read_office
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.views.office import managed_call, readable_call
from grants.errors import Conflict, Invalid, NotFound
from grants.filetypes import XLSX
from grants.web.downloads import handed_out
from grants.web.fields import typed_moment
from grants.web.undoing import say_with_undo

blueprint = Blueprint("results", __name__)


@blueprint.get("/calls/<slug>/results")
def page(slug: str) -> str:
    """Show everybody what was decided, and officials a note before it is published."""
    call = call_by_slug(slug)
    if not may_read_results(current_person(), call):
        raise NotFound
    require_none_of_own(call, current_person())
    if not are_results_public(call):
        return _results_page(call)
    return alike_for_everybody(call, *edition_of(call), render=partial(_results_page, call))


@blueprint.get("/calls/<slug>/results.pdf")
def on_paper(slug: str) -> Response:
    """Hand out the list of results to whoever may read their page, once the call is decided."""
    call = call_by_slug(slug)
    if not may_read_results(current_person(), call) or call.stage not in CONFIRMED:
        raise NotFound
    require_none_of_own(call, current_person())
    return handed_out(results_on_paper(call), "application/pdf", f"{call.slug}-results.pdf")


@blueprint.get("/calls/<slug>/results.xlsx")
def as_tables(slug: str) -> Response:
    """Hand out the results as a spreadsheet to whoever may read their page, once the call is decided."""
    call = call_by_slug(slug)
    if not may_read_results(current_person(), call) or call.stage not in CONFIRMED:
        raise NotFound
    require_none_of_own(call, current_person())
    return handed_out(results_as_tables(call), XLSX, f"{call.slug}-results.xlsx")


@blueprint.get("/office/calls/<slug>/results")
@signed_in
def publishing(slug: str) -> str | Response:
    """Say what publishing the results makes known."""
    call = readable_call(slug)
    if are_results_public(call):
        return _to_results(call)
    if call.stage is not Stage.DECIDED:
        raise Conflict(_("Results are published once the decisions are confirmed."))
    require_none_of_own(call, require_person())
    return _publishing_page(call, _moment_form(call))


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


@blueprint.post("/office/calls/<slug>/results/moment")
@signed_in
def choose_moment(slug: str) -> str | Response | tuple[str, int]:
    """Let the clock publish the results at a moment; the same again changes nothing."""
    call, person = managed_call(slug), require_person()
    form = _moment_form(call)
    if not form.validate_on_submit() or form.at.data is None:
        return _publishing_page(call, form), 422
    try:
        moments.choose_moment(call=call, at=form.at.data, actor=person)
    except Invalid as invalid:
        form.at.errors = [str(invalid.message)]
        return _publishing_page(call, form), 422
    flash(_("The results are published at the moment you chose, and not before."), "success")
    return redirect(url_for("results.publishing", slug=call.slug), 303)


@blueprint.post("/office/calls/<slug>/results/moment/taken-back")
@signed_in
def take_moment_back(slug: str) -> Response:
    """Take the chosen moment back; a second click leads to the same page."""
    call = managed_call(slug)
    chosen, words = call.results_at, _("The results are published only when you do it.")
    moments.take_moment_back(call=call, actor=require_person())
    if chosen is None:
        flash(words)
    else:
        at = typed_moment(chosen, ZoneInfo(rules_of(call).schedule.timezone))
        say_with_undo(words, url_for("results.choose_moment", slug=call.slug), at=at)
    return redirect(url_for("results.publishing", slug=call.slug), 303)


def _results_page(call: Call) -> str:
    return render_template(
        "awards/results.html",
        call=call,
        rules=rules_of(call),
        published=are_results_public(call),
        results=results_in_words(call) if call.stage in CONFIRMED else "",
        in_office=may_read_office(current_person(), call),
    )


def _moment_form(call: Call) -> ResultsMomentForm:
    return ResultsMomentForm.in_zone(ZoneInfo(rules_of(call).schedule.timezone))


def _publishing_page(call: Call, form: ResultsMomentForm) -> str:
    return render_template(
        "awards/office/publish.html",
        call=call,
        rules=rules_of(call),
        results=results_in_words(call) if call.stage in CONFIRMED else "",
        obstacles=unsent_letters(call),
        manages=may_manage(require_person(), call),
        form=form,
    )


def _to_results(call: Call) -> Response:
    return redirect(url_for("results.page", slug=call.slug), 303)
