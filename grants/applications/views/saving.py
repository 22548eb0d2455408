"""What a sent page of the form sets off: files are put away, what was typed is stored, and the next page is found."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.models import Person
from grants.applications import queries, services
from grants.applications.files import KeptFile, Upload, keep_all, read_uploads
from grants.applications.form.problems import Problem
from grants.applications.form.typed import MAX_ROWS, is_empty
from grants.applications.models import Application
from grants.applications.progress import progress_of, step_url
from grants.applications.questions import control_id
from grants.applications.services import Overtaken
from grants.applications.views.common import address, unsaved
from grants.applications.views.form_pages import FormPage
from grants.applications.wording import words_for
from grants.calls.queries import rules_of
from grants.errors import Conflict, Invalid, NotFound

Kept = list[KeptFile]


@dataclass(frozen=True)
class Refusal:
    """Hold what was typed into a page that could not be stored, why, and with which status to say so."""

    message: object
    status: int
    typed: Mapping[str, Any]
    conflicts: Collection[str] = ()
    """The codes of fields that somebody else changed meanwhile, too."""


def save(person: Person, application: Application, page: FormPage) -> Response | tuple[str, int] | Refusal:
    """Store a sent page and lead on; return a Refusal when the page has to come back with what was typed."""
    act, _colon, of = request.form.get("then", "").partition(":")
    typed = page.typed(request.form, without=f"a-{of}" if act == "remove" else "")
    blank_before = page.unanswered()
    kept, refused = _put_away(page)
    try:
        services.save(application=application, actor=person, changes=_shown(typed), seen=_seen(typed))
        _attach(person, application, kept)
        if act == "detach":
            services.detach(application=application, attachment=_attachment(application, of), actor=person)
    except Overtaken as overtaken:
        merged = overtaken.merged
        return Refusal(overtaken.message, overtaken.status, {**typed, **merged.theirs}, merged.conflicts)
    except Conflict as conflict:
        return unsaved(conflict.message, page.in_words(typed), address("overview", application)), conflict.status
    except Invalid as invalid:
        return Refusal(invalid.message, invalid.status, typed)
    for problem in refused:
        flash(words_for(problem, rules_of(application.call)), "danger")
    if act in ("add", "remove", "detach"):
        return redirect(_back_to(application, page, act, of), 303)
    if act == "leave":
        flash(_("Saved. You can go on later."))
        return redirect(address("overview", application), 303)
    return redirect(_onwards(application, page, opened=page.unanswered() - blank_before, stay=bool(refused)), 303)


def _shown(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed into questions that the sent page showed: an amendment may have added others meanwhile."""
    return {code: answer for code, answer in typed.items() if f"seen-{code}" in request.form or not is_empty(answer)}


def _seen(typed: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of the stored answers that the sent page showed."""
    return {code: request.form.get(f"seen-{code}", "") for code in typed}


def _put_away(page: FormPage) -> tuple[Kept, list[Problem]]:
    """Store the files of the page while no transaction is open."""
    uploads: list[Upload] = []
    refused: list[Problem] = []
    for field in page.file_fields():
        taken, wrong = read_uploads(field, request.files.getlist(f"a-{field.code}"))
        uploads += taken
        refused += wrong
    kept, lost = keep_all(uploads) if uploads else ([], [])
    return kept, refused + lost


def _attach(person: Person, application: Application, kept: Kept) -> None:
    for file in kept:
        services.attach(application=application, actor=person, file=file)


def _attachment(application: Application, text: str) -> Any:
    try:
        return queries.attachment_in(application.id, uuid.UUID(text))
    except ValueError as error:
        raise NotFound from error


def _back_to(application: Application, page: FormPage, act: str, of: str) -> str:
    """Return the address of the same page, at the table or file that was changed."""
    code = of.partition(":")[0]
    here = step_url(application, page.code)
    if act == "detach":
        return here
    shown = request.form.get(f"a-{code}:rows", "")
    rows = int(shown) + 1 if act == "add" and shown.isdecimal() and len(shown) < len(str(MAX_ROWS)) else 0
    return f"{here}?rows={code}:{rows}#{control_id(f'a-{code}')}"


def _onwards(application: Application, page: FormPage, *, opened: set[str], stay: bool) -> str:
    """Return the address of the next page, or of this one if it has problems or an answer opened more questions."""
    files = {file.field for file in queries.attachments_of(application.id, filled_in=True)}
    progress = progress_of(application, files)
    step = progress.step(page.code)
    if step.problems:
        return f"{step.url}?problems=1"
    seen_already = request.form.get("live") == "1"
    if stay or (opened and not seen_already):
        return step.url
    return progress.url_after(page.code, address("review", application))
