"""A member fills in sheets on a spreadsheet: taken along, sent back, compared, confirmed; and submits the complete."""

import hashlib
import io
from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.calls.models import Call, Stage
from grants.calls.queries import rules_of
from grants.db import release
from grants.errors import Conflict, Invalid, NotFound, Stale
from grants.evaluation import dockets
from grants.evaluation.docket import Item
from grants.evaluation.marks import highest_total, read_marks, weighted_total
from grants.evaluation.policies import Standing, enters_sheets, seat_of
from grants.evaluation.services import together
from grants.evaluation.typed import revision_in
from grants.evaluation.views.blueprints import evaluation
from grants.evaluation.views.docket import judged_call
from grants.evaluation.workbooks.layout import MAX_PROBLEMS, MAX_ROWS, MAX_WORKBOOK, Problem, Refused
from grants.evaluation.workbooks.making import Difference, differences, revision_of, workbook_of
from grants.evaluation.workbooks.reading import Understood, find_marks, understand
from grants.evaluation.workbooks.seals import opened_upload, require_own, sealed_upload
from grants.evaluation.workbooks.words import MEGABYTE, words_of
from grants.filetypes import XLSX
from grants.storage import storage
from grants.web.downloads import handed_out

Page = str | Response | tuple[str, int]


@evaluation.get("/calls/<slug>/workbook")
@signed_in
def workbook(slug: str) -> Page:
    """Offer the spreadsheet, and the place to send it back."""
    return _page(scored_call(slug))


@evaluation.get("/calls/<slug>/workbook.xlsx")
@signed_in
def workbook_file(slug: str) -> Response:
    """Hand out the reader's spreadsheet as their sheets stand now."""
    call, person = scored_call(slug), require_person()
    content = workbook_of(person, call, dockets.to_fill_in(person, call, MAX_ROWS))
    return handed_out(content, XLSX, f"{call.slug}.xlsx")


@evaluation.post("/calls/<slug>/workbook")
@signed_in
def send_workbook(slug: str) -> Page:
    """Read a spreadsheet and lead to its differences; of one with anything wrong nothing is kept."""
    call, file = scored_call(slug), request.files.get("workbook")
    content = file.stream.read(MAX_WORKBOOK + 1) if file else b""
    if not content:
        return _page(call, [_("Choose the spreadsheet that you filled in.")], 422)
    problems = _read(call, content).problems
    if problems:
        return _page(call, problems, 422)
    whose = require_person(), call.slug
    release()
    stored = storage().put(io.BytesIO(content))
    person, call = require_person(), judged_call(whose[1])
    token = sealed_upload(stored.key, person, call)
    return redirect(url_for("evaluation.workbook_differences", slug=call.slug, sent=token), 303)


@evaluation.route("/calls/<slug>/workbook/<sent>", methods=["GET", "POST"])
@signed_in
def workbook_differences(slug: str, sent: str) -> Page:
    """Show what a spreadsheet changes, then keep it as drafts: all of it, or none."""
    call = scored_call(slug)
    content = _kept(sent, call)
    if content is None:
        flash(_("This spreadsheet is not kept any more. Send it again."), "warning")
        return redirect(url_for("evaluation.workbook", slug=call.slug), 303)
    read = _read(call, content)
    if read.problems:
        return _page(call, read.problems, 422)
    if request.method == "GET":
        return _differences_page(call, read.differences, sent)
    sheets = [
        together.Filled(
            each.item.application,
            each.filled_in.marks,
            each.filled_in.comments,
            revision_in(request.form, f"revision-{each.item.application.id}"),
        )
        for each in read.differences
    ]
    try:
        kept = together.save_workbook(
            call=call, sheets=sheets, sha256=hashlib.sha256(content).hexdigest(), actor=require_person()
        )
    except Stale as error:
        return _differences_page(call, read.differences, sent, error)
    flash(ngettext("%(num)d sheet is stored as a draft.", "%(num)d sheets are stored as drafts.", len(kept)))
    return redirect(url_for("evaluation.submit_together", slug=call.slug), 303)


@evaluation.route("/calls/<slug>/submit", methods=["GET", "POST"])
@signed_in
def submit_together(slug: str) -> Page:
    """Show the drafts that are complete, then submit those that are chosen."""
    call, person = scored_call(slug), require_person()
    complete = _complete(call, dockets.to_fill_in(person, call, MAX_ROWS))
    if request.method == "GET":
        return _together_page(call, complete)
    chosen = {item.application.id: item for item in complete if f"sheet-{item.application.id}" in request.form}
    if not chosen and any(name.startswith("sheet-") for name in request.form):  # submitted by the click before
        return redirect(url_for("evaluation.call", slug=call.slug), 303)
    if not chosen:
        return _together_page(call, complete, _("Nothing was submitted: choose a sheet first.")), 422
    try:
        together.submit_together(call=call, sheets=[_filled(key, item) for key, item in chosen.items()], actor=person)
    except (Stale, Invalid) as error:
        return _together_page(call, complete, error.message), error.status
    flash(ngettext("%(num)d sheet is submitted.", "%(num)d sheets are submitted.", len(chosen)))
    return redirect(url_for("evaluation.call", slug=call.slug), 303)


class _Read:
    """Hold what was understood of a workbook, in words where something is wrong."""

    def __init__(self, understood: Understood | None, items: Sequence[Item], call: Call, refused: str = "") -> None:
        found = understood.problems if understood else []
        self.problems = [words_of(each, understood.sheet if understood else "") for each in found[:MAX_PROBLEMS]]
        if len(found) > MAX_PROBLEMS:
            more = len(found) - MAX_PROBLEMS
            self.problems.append(ngettext("And %(num)d more.", "And %(num)d more.", more))
        if refused:
            self.problems = [refused]
        rows = understood.rows if understood and not self.problems else []
        self.differences = differences(items, rows, rules_of(call).criteria)


def _read(call: Call, content: bytes) -> _Read:
    from grants.evaluation.workbooks.archive import open_workbook  # two libraries only an upload needs

    person = require_person()
    try:
        found = find_marks(open_workbook(content))
        require_own(found.seal, person, call)
    except Refused as error:
        return _Read(None, [], call, words_of(Problem(error.wrong), ""))
    items = dockets.to_fill_in(person, call, MAX_ROWS)
    open_ids = {item.application.id for item in items if item.standing is Standing.TO_SCORE}
    passed_over = {item.application.id for item in items} - open_ids
    understood = understand(found, rules_of(call).criteria, open_ids=open_ids, passed_over=passed_over)
    return _Read(understood, items, call)


def _kept(token: str, call: Call) -> bytes | None:
    key = opened_upload(token, require_person(), call)
    if key is None:
        return None
    try:
        with storage().open(key) as file:
            return file.read(MAX_WORKBOOK + 1)
    except NotFound:
        return None


def scored_call(slug: str) -> Call:
    """Return a call whose sheets the reader fills in now; raise NotFound, or Conflict when there are none for them."""
    call = judged_call(slug)
    if call.stage is not Stage.SCORING or not enters_sheets(seat_of(require_person(), call), rules_of(call)):
        raise Conflict(_("There are no sheets for you to fill in now."))
    return call


def _complete(call: Call, items: Sequence[Item]) -> list[Item]:
    criteria = rules_of(call).criteria
    drafts = [item for item in items if item.standing is Standing.TO_SCORE and item.sheet]
    return [
        item
        for item in drafts
        if item.sheet and not read_marks(criteria, item.sheet.marks, item.sheet.comments, complete=True).wrong
    ]


def _filled(application_id: UUID, item: Item) -> together.Filled:
    marks, comments = (item.sheet.marks, item.sheet.comments) if item.sheet else ({}, {})
    return together.Filled(item.application, marks, comments, revision_in(request.form, f"sheet-{application_id}"))


def _page(call: Call, problems: Sequence[str] = (), status: int = 200) -> Page:
    page = render_template(
        "evaluation/workbooks/page.html",
        call=call,
        problems=[("workbook", words) for words in problems],
        most=MAX_WORKBOOK // MEGABYTE,
        rows=MAX_ROWS,
        waiting=dockets.tally_of(require_person(), call).to_score,
    )
    return page, status


def _differences_page(
    call: Call, found: Sequence[Difference], sent: str, refusal: Stale | None = None
) -> tuple[str, int]:
    page = render_template(
        "evaluation/workbooks/differences.html",
        call=call,
        differences=found,
        sent=sent,
        refusal=refusal.message if refusal else "",
    )
    return page, refusal.status if refusal else 200


def _together_page(call: Call, complete: Sequence[Item], problem: object = "") -> str:
    criteria = rules_of(call).criteria
    return render_template(
        "evaluation/sheets/together.html",
        call=call,
        items=complete,
        totals={item.application.id: weighted_total(criteria, item.sheet.marks) for item in complete if item.sheet},
        revisions={item.application.id: revision_of(item) for item in complete},
        highest=highest_total(criteria),
        problem=problem,
    )
