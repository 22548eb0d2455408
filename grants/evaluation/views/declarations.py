"""Evaluators declare a conflict of interest, or none, before an application opens."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.applications.models import Application
from grants.applications.stretches import PAGE
from grants.applications.views.paging import asked_place
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.errors import Conflict, Forbidden
from grants.evaluation import dockets, labels, services
from grants.evaluation.docket import Docket, Item
from grants.evaluation.interests.own import own_hints
from grants.evaluation.models import ConflictKind
from grants.evaluation.policies import DECLARABLE, OPEN, Standing
from grants.evaluation.seats.queries import has_signed
from grants.evaluation.typed import CONFLICT, DeclarationForm, ids_in
from grants.evaluation.views import by_applicant
from grants.evaluation.views.blueprints import evaluation
from grants.evaluation.views.docket import judged_call, to_seat

Page = str | Response | tuple[str, int]


@evaluation.get("/calls/<slug>/declarations")
@signed_in
def declare_all(slug: str) -> Page:
    """Offer the applications of a call that wait for a declaration, a page at a time."""
    call, person = _declarable_call(slug), require_person()
    if not has_signed(person, call):
        return to_seat(call)
    if rules_of(call).scoring.blind:
        return by_applicant.show(call)
    place = asked_place()
    docket = dockets.undeclared_in(person, call, **place)
    if not docket.items and any(place.values()):  # all of that page are declared by now
        return redirect(url_for("evaluation.declare_all", slug=call.slug), 303)
    return _page(call, docket.items, DeclarationForm.blank(docket.keys), docket=docket)


@evaluation.post("/calls/<slug>/declarations")
@signed_in
def declare_page(slug: str) -> Page:
    """Declare about every application of a page at once and lead to the next page with something open."""
    call, person = _declarable_call(slug), require_person()
    if not has_signed(person, call):
        return to_seat(call)
    if rules_of(call).scoring.blind:
        return by_applicant.sent(call)
    sent = ids_in(request.form)
    items = dockets.still_undeclared(person, call, sent) if sent else dockets.undeclared_in(person, call).items
    form = DeclarationForm.sent([item.application.id for item in items], request.form)
    if items and not _declared(items, form):
        return _refused(call, items, form)
    if form.made:
        flash(ngettext("%(num)d declaration is stored.", "%(num)d declarations are stored.", len(form.made)))
    return redirect(_onward(call, [item.application for item in items]), 303)


@evaluation.route("/applications/<uuid:application_id>/declaration", methods=["GET", "POST"])
@signed_in
def declare(application_id: UUID) -> Page:
    """Declare about one application, or declare a conflict found later."""
    item = dockets.item_for(application_id, require_person())
    call = item.application.call
    if item.standing is Standing.OWN:
        raise Forbidden(labels.CLOSED[Standing.OWN])
    _require_time(call)
    if not has_signed(require_person(), call):
        return to_seat(call)
    if request.method == "GET":
        return _page(call, [item], DeclarationForm.blank([application_id]), one=item)
    form = DeclarationForm.sent([application_id], request.form)
    if not _declared([item], form):
        return _refused(call, [item], form, one=item)
    flash(_("Your declaration is stored."))
    if dockets.item_for(application_id, require_person()).standing not in OPEN:
        return redirect(url_for("evaluation.call", slug=call.slug), 303)
    return redirect(url_for("evaluation.application", application_id=application_id), 303)


def _declarable_call(slug: str) -> Call:
    call = judged_call(slug)
    _require_time(call)
    return call


def _onward(call: Call, done: list[Application]) -> str:
    """Return the address of the next page with something open after what was done, or else of the list.

    What was left open on the page that was done is left for later.
    """
    person = require_person()
    first = dockets.next_to(Standing.UNDECLARED, person, call)
    following = dockets.next_to(Standing.UNDECLARED, person, call, after=done[-1]) if done else first
    if following is None or following in {application.id for application in done}:
        return url_for("evaluation.call", slug=call.slug)
    after = done[-1].id if following != first else None
    return url_for("evaluation.declare_all", slug=call.slug, after=after)


def _require_time(call: Call) -> None:
    if call.stage not in DECLARABLE:
        raise Conflict(_("Declarations are made from the checks on until the sheets are closed."))


def _declared(items: list[Item], form: DeclarationForm) -> bool:
    """Declare all that was chosen; return False, with nothing declared, when a line is wrong or none was chosen."""
    if form.problems or not form.made:
        return False
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
    return True


def _refused(call: Call, items: list[Item], form: DeclarationForm, one: Item | None = None) -> tuple[str, int]:
    problems = form.problems or [("", _("Nothing was declared: choose an answer first."))]
    return _page(call, items, form, one=one, problems=problems), 422


def _page(
    call: Call,
    items: list[Item],
    form: DeclarationForm,
    *,
    one: Item | None = None,
    problems: Sequence[tuple[str, str]] = (),
    docket: Docket | None = None,
) -> str:
    return render_template(
        "evaluation/declarations.html",
        call=call,
        items=items,
        one=one,
        stretch=docket.stretch if docket else None,
        tally=None if one else dockets.tally_of(require_person(), call),
        page=PAGE,
        lines=form.lines,
        problems=problems,
        blind=rules_of(call).scoring.blind,
        conflicts=labels.CONFLICTS,
        hints=own_hints(require_person(), call, [item.application.id for item in items]),
    )
