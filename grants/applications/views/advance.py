"""What can be known before any account: whether one may apply, and all that the form will ask."""

from flask import Blueprint, Response, render_template, request

from grants import clock
from grants.accounts.current import signed_in
from grants.applications.eligibility import check
from grants.applications.in_advance import form_document, form_in_advance
from grants.calls import queries
from grants.calls.memory import Memory
from grants.calls.views.edited import edited_rules
from grants.calls.views.public import visible_call
from grants.documents.making import make
from grants.filetypes import MEDIA_TYPES
from grants.web.downloads import handed_out
from grants.web.languages import language

blueprint = Blueprint("advance", __name__)

_files: Memory[tuple[object, ...], bytes] = Memory(32)


@blueprint.get("/calls/<slug>/check")
def eligibility(slug: str) -> str:
    """Ask what the rules ask of applicants, and say what follows; nothing is stored."""
    call = visible_call(slug)
    rules = queries.rules_of(call)
    answered = "check" in request.args
    lines = check(rules, request.args)
    return render_template(
        "applications/advance/check.html",
        call=call,
        rules=rules,
        phase=call.phase_at(clock.now()),
        lines=lines,
        answered=answered,
        wrong=[line for line in lines if answered and not line.error and not line.is_met],
        open_questions=[line for line in lines if answered and line.error],
    )


@blueprint.get("/calls/<slug>/form")
def form(slug: str) -> str:
    """Show all that the form will ask."""
    call = visible_call(slug)
    parts = form_in_advance(queries.rules_of(call))
    return render_template("applications/advance/form.html", call=call, parts=parts, preview=False)


@blueprint.get("/calls/<slug>/form.<any(pdf, docx):kind>")
def form_file(slug: str, kind: str) -> Response:
    """Hand out the form to be printed, or filled in beforehand."""
    call = visible_call(slug)
    rules = queries.rules_of(call)
    key = (call.rules_digest, kind, language())
    content = _files.get(key, lambda: make(kind, form_document(rules), at=rules.schedule.published_at))
    return handed_out(content, MEDIA_TYPES[kind], f"{call.slug}-form.{kind}")


@blueprint.get("/office/calls/<slug>/rules/preview/form")
@signed_in
def preview(slug: str) -> str:
    """Show to officials the form of the rules that are being prepared."""
    edited = edited_rules(slug)
    parts = form_in_advance(edited.rules)
    return render_template("applications/advance/form.html", call=edited.call, parts=parts, preview=True)
