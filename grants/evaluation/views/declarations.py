"""Evaluators declare a conflict of interest, or none, before an application opens."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden
from grants.evaluation import labels, queries, services
from grants.evaluation.docket import Item
from grants.evaluation.models import ConflictKind
from grants.evaluation.policies import DECLARABLE, Standing
from grants.evaluation.typed import CONFLICT, DeclarationForm
from grants.evaluation.views.blueprints import evaluation
from grants.evaluation.views.docket import judged_call

Page = str | Response | tuple[str, int]


@evaluation.route("/calls/<slug>/declarations", methods=["GET", "POST"])
@signed_in
def declare_all(slug: str) -> Page:
    """Declare about every application of a call at once."""
    call = judged_call(slug)
    _require_time(call)
    items = queries.docket_of(require_person(), call).undeclared
    form = _sent(items)
    if form is None or form.problems or not form.made:
        return _page(call, items, form)
    _declare(items, form)
    stored = ngettext("%(num)d declaration is stored.", "%(num)d declarations are stored.", len(form.made))
    flash(stored)
    return redirect(url_for("evaluation.call", slug=call.slug), 303)


@evaluation.route("/applications/<uuid:application_id>/declaration", methods=["GET", "POST"])
@signed_in
def declare(application_id: UUID) -> Page:
    """Declare about one application, or declare a conflict found later."""
    item = queries.item_for(application_id, require_person())
    call = item.application.call
    if item.standing is Standing.OWN:
        raise Forbidden(_("You work on this application yourself, so you do not judge it."))
    _require_time(call)
    form = _sent([item])
    if form is None or form.problems or not form.made:
        return _page(call, [item], form, one=item)
    _declare([item], form)
    flash(_("Your declaration is stored."))
    if form.made[application_id].choice == CONFLICT or item.standing is Standing.INELIGIBLE:
        return redirect(url_for("evaluation.call", slug=call.slug), 303)
    return redirect(url_for("evaluation.application", application_id=application_id), 303)


def _require_time(call: Call) -> None:
    if call.stage not in DECLARABLE:
        raise Conflict(_("Declarations are made from the checks on until the sheets are closed."))


def _sent(items: list[Item]) -> DeclarationForm | None:
    return DeclarationForm.sent(items, request.form) if request.method == "POST" else None


def _declare(items: list[Item], form: DeclarationForm) -> None:
    applications = {item.application.id: item.application for item in items}
    for key, line in form.made.items():
        conflict = line.choice == CONFLICT
        services.declare(
            application=applications[key],
            actor=require_person(),
            conflict=conflict,
            kind=ConflictKind(line.kind) if conflict else None,
            note=line.text,
        )


def _page(call: Call, items: list[Item], form: DeclarationForm | None, one: Item | None = None) -> tuple[str, int]:
    problems = form.problems if form else []
    if form and not problems:
        problems = [("", _("Nothing was declared: choose an answer first."))]
    page = render_template(
        "evaluation/declarations.html",
        call=call,
        items=items,
        one=one,
        lines=form.lines if form else {},
        problems=problems,
        blind=rules_of(call).scoring.blind,
        conflicts=labels.CONFLICTS,
    )
    return page, 422 if form else 200
