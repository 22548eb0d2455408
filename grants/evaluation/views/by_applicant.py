"""In a blind call evaluators declare about applicants, never about an application: a name stands beside no title."""

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person
from grants.applications.stretches import PAGE
from grants.calls.models import Call
from grants.evaluation import dockets, labels, services
from grants.evaluation.applicants import Applicant, undeclared_applicants
from grants.evaluation.interests.own import own_hints
from grants.evaluation.models import ConflictKind
from grants.evaluation.typed import CONFLICT, DeclarationForm, ids_in

Page = Response | tuple[str, int]


def show(call: Call) -> Page:
    """Offer the applicants of a call that wait for the reader's declaration, a page of them."""
    waiting = undeclared_applicants(require_person(), call)
    shown = waiting[:PAGE]
    return _page(call, waiting, shown, DeclarationForm.blank([each.token for each in shown])), 200


def sent(call: Call) -> Page:
    """Declare about every applicant on whose line a choice was made; the others come again."""
    keys, waiting = set(ids_in(request.form)), undeclared_applicants(require_person(), call)
    asked = [each for each in waiting if each.token in keys] if keys else waiting[:PAGE]
    form = DeclarationForm.sent([each.token for each in asked], request.form)
    problems = form.problems
    if asked and not form.made and not problems:
        problems = [("", _("Nothing was declared: choose an answer first."))]
    if problems:
        return _page(call, waiting, asked, form, problems), 422
    for applicant in asked:
        _declare(call, applicant, form)
    if form.made:
        flash(ngettext("%(num)d declaration is stored.", "%(num)d declarations are stored.", len(form.made)))
    is_done = len(form.made) == len(waiting)
    return redirect(url_for("evaluation.call" if is_done else "evaluation.declare_all", slug=call.slug), 303)


def _declare(call: Call, applicant: Applicant, form: DeclarationForm) -> None:
    line, person = form.lines[applicant.token], require_person()
    if not line.choice:
        return
    conflict = line.choice == CONFLICT
    for item in dockets.still_undeclared(person, call, applicant.application_ids):
        services.declare(
            application=item.application,
            actor=person,
            conflict=conflict,
            kind=ConflictKind(line.kind) if conflict else None,
            note=line.text,
        )


def _page(
    call: Call,
    waiting: Sequence[Applicant],
    shown: Sequence[Applicant],
    form: DeclarationForm,
    problems: Sequence[tuple[str, str]] = (),
) -> str:
    return render_template(
        "evaluation/declarations_blind.html",
        call=call,
        applicants=shown,
        left=len(waiting),
        lines=form.lines,
        problems=problems,
        conflicts=labels.CONFLICTS,
        hints=_hints(call, shown),
    )


def _hints(call: Call, shown: Sequence[Applicant]) -> dict[UUID, list[str]]:
    """Return why a conflict is likely with each applicant, whatever application of theirs tells it."""
    every = [application_id for applicant in shown for application_id in applicant.application_ids]
    found = own_hints(require_person(), call, every)
    return {one.token: sorted({words for each in one.application_ids for words in found[each]}) for one in shown}
