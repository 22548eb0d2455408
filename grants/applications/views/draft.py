"""The form of a draft, one page for each section: show it, save it, go on to the next."""

import re
import uuid

from flask import redirect, render_template, request

from grants.applications import queries
from grants.applications.form.problems import UNANSWERED
from grants.applications.form.typed import MAX_ROWS
from grants.applications.models import Application, Right
from grants.applications.policies import can_be_filled_in
from grants.applications.progress import progress_of
from grants.applications.questions import control_id
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of, keep_typed_of_signed_out
from grants.applications.views.form_pages import FormPage, Shown, page_of
from grants.applications.views.saving import Refusal, save
from grants.applications.wording import label_for, words_for
from grants.web.filters import named

ROWS = re.compile(r"([A-Za-z0-9_.-]{1,64}):([0-9]{1,3})")


@applicants.route("/<uuid:application_id>/applicant", methods=["GET", "POST"])
def applicant(application_id: uuid.UUID) -> Page:
    """Ask who applies, for what and for how much."""
    return _show_or_save(application_id, "")


@applicants.route("/<uuid:application_id>/sections/<code>", methods=["GET", "POST"])
def section(application_id: uuid.UUID, code: str) -> Page:
    """Ask the questions of one section."""
    return _show_or_save(application_id, code)


def _show_or_save(application_id: uuid.UUID, code: str) -> Page:
    if request.method == "POST":
        keep_typed_of_signed_out()
    person, application = application_of(application_id, Right.EDIT, guests=True)
    page = page_of(application, code)
    if request.method == "POST":
        answer = save(person, application, page)
        return _draw_refused(application, page, answer) if isinstance(answer, Refusal) else answer
    if not can_be_filled_in(application):
        return redirect(address("overview", application))
    return _draw(application, page, Shown(rows=_rows()))


def _draw_refused(application: Application, page: FormPage, refusal: Refusal) -> Page:
    """Draw the page with what was typed, because it could not be stored."""
    shown = Shown(typed=refusal.typed, conflicts=refusal.conflicts)
    return _draw(application, page, shown, refusal), refusal.status


def _draw(application: Application, page: FormPage, shown: Shown, refusal: Refusal | None = None) -> str:
    attachments = queries.attachments_of(application.id, filled_in=True)
    progress = progress_of(application, {file.field for file in attachments})
    step = progress.step(page.code)
    everything = "problems" in request.args
    problems = [] if refusal else [each for each in step.problems if everything or each.wrong not in UNANSWERED]
    shown = Shown(
        problems=problems,
        typed=shown.typed,
        conflicts=shown.conflicts,
        attachments=attachments,
        rows=shown.rows,
    )
    in_words = [
        (control_id(each.input_name), named(label_for(each, progress.rules), words_for(each, progress.rules)))
        for each in problems
    ]
    return render_template(
        "applications/page.html",
        application=application,
        step=step,
        progress=progress,
        questions=page.questions(shown),
        problems=in_words,
        refusal=refusal,
        has_files=bool(page.file_fields()),
    )


def _rows() -> dict[str, int]:
    """Return how many rows of a table are to be shown, as the button for one more row asks."""
    match = ROWS.fullmatch(request.args.get("rows", ""))
    return {match[1]: min(int(match[2]), MAX_ROWS)} if match else {}
