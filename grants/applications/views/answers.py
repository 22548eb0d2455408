"""Answers one at a time: kept while they are typed, and what stood there before, listed and brought back."""

import uuid
from http import HTTPStatus
from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from grants import clock
from grants.accounts.current import current_applicant
from grants.applications import services
from grants.applications.earlier import earlier_in, earlier_of, latest_of
from grants.applications.form.applicant import ORDER, understand_applicant
from grants.applications.form.problems import UNANSWERED, Problem
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import NO_ANSWER, clean, typed_answer
from grants.applications.form.understood import problems_in
from grants.applications.form.working import shaped_as
from grants.applications.models import Application, Right
from grants.applications.policies import can_be_filled_in, may_edit
from grants.applications.progress import step_url
from grants.applications.questions import control_id, stored_words
from grants.applications.services import Overtaken
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import application_of
from grants.applications.wording import label_for, question_label, totals_in_words, words_for
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField, Rules
from grants.errors import DomainError, NotFound
from grants.web.csrf import protection
from grants.web.filters import clock_time, named
from grants.web.paging import page_number
from grants.web.saying import said
from grants.web.undoing import say_with_undo

MAX_CODE = 64


@applicants.post("/<uuid:application_id>/answers/<code>")
def answer(application_id: uuid.UUID, code: str) -> Response:
    """Keep one answer while it is typed; `If-Match` says which stored answer the sender saw.

    Answers 412 with what is stored when somebody else changed it meanwhile, 409 when nothing can be changed any more.
    """
    seen = request.headers.get("If-Match", "").strip('"')
    if not seen:
        return said(_("Say which answer you saw (If-Match)."), HTTPStatus.PRECONDITION_REQUIRED)
    if current_applicant() is None:
        return said(_("You are signed out. What you type waits in this browser."), HTTPStatus.UNAUTHORIZED)
    person, application = application_of(application_id, Right.EDIT, held=True, guests=True)
    rules = rules_of(application.call)
    field = _field_of(rules, code)
    typed = clean(request.form.get(f"a-{code}", "")) if field is None else typed_answer(field, request.form)
    try:
        services.save(application=application, actor=person, changes={code: typed}, seen={code: seen})
    except Overtaken as overtaken:
        return _both(application, rules, code, overtaken)
    except DomainError as error:
        return said(error.message, error.status)
    return _kept(application, rules, field, code, typed)


# No page of another site can send If-Match, and the token of a page that stood open long belongs to a session before.
protection.exempt(answer)


@applicants.get("/<uuid:application_id>/history")
def history(application_id: uuid.UUID) -> str:
    """List what stood in the fields before, the latest first."""
    person, application = application_of(application_id, guests=True)
    rules = rules_of(application.call)
    page, field = page_number(), request.args.get("field", "").replace("\0", "")[:MAX_CODE]
    rows, more = earlier_of(application, max(page, 1), field)
    if page < 1 or (page > 1 and not rows):
        raise NotFound
    return render_template(
        "applications/history.html",
        application=application,
        rows=[(row, question_label(row.field, rules), _in_words(rules, row.field, row.typed)) for row in rows],
        page=page,
        more=more,
        field=question_label(field, rules) if field else "",
        code=field,
        may_restore=can_be_filled_in(application) and may_edit(person, application),
    )


@applicants.post("/<uuid:application_id>/history/<uuid:earlier_id>/restore")
def restore(application_id: uuid.UUID, earlier_id: uuid.UUID) -> AnyResponse:
    """Put what stood in a field before back into it; what stands there now is kept in its turn."""
    person, application = application_of(application_id, Right.EDIT, held=True, guests=True)
    earlier = earlier_in(application, earlier_id)
    rules = rules_of(application.call)
    if earlier.field not in {*ORDER, *(field.code for field in rules.fields)}:
        raise NotFound
    typed = shaped_as(rules, earlier.field, earlier.typed)
    before = latest_of(application, earlier.field)
    services.save(application=application, actor=person, changes={earlier.field: typed})
    words = _("“%(question)s” is as it was before.", question=question_label(earlier.field, rules))
    kept = latest_of(application, earlier.field)
    if kept is None or kept is before:  # what stood there was not worth keeping, or the same
        flash(words)
    else:
        back = url_for("applications.restore", application_id=application.id, earlier_id=kept.id)
        say_with_undo(words, back)
    return redirect(_place_of(application, rules, earlier.field), 303)


def _field_of(rules: Rules, code: str) -> FormField | None:
    """Return the field of a code, nothing for one of the first page; raise NotFound for one that takes no answer."""
    if code in ORDER:
        return None
    field = next((field for field in rules.fields if field.code == code), None)
    if field is None or field.type in NO_ANSWER:
        raise NotFound
    return field


def _kept(application: Application, rules: Rules, field: FormField | None, code: str, typed: Any) -> Response:
    """Say that an answer is stored, when, and what is not right in it yet."""
    tag = tag_of(shaped_as(rules, code, application.typed.answer(code)))
    answer = jsonify(
        tag=tag,
        said=_("Saved at %(time)s.", time=clock_time(clock.now())),
        wrong=[_problem_in_words(problem, rules) for problem in _problems(rules, field, code, application)],
        totals=totals_in_words(field, typed, rules) if field and field.type in ("table", "budget") else [],
    )
    answer.headers["ETag"] = f'"{tag}"'
    return answer


def _problems(rules: Rules, field: FormField | None, code: str, application: Application) -> list[Problem]:
    """Return what is wrong with an answer; that something is not there yet is no mistake while people type."""
    typed = application.typed
    if field is None:
        _applicant, all_ = understand_applicant(rules, typed.title, typed.applicant, {})
        found = [problem for problem in all_ if problem.field == code]
    else:
        found = problems_in(field, typed.answers, rules)
    return [problem for problem in found if problem.wrong not in UNANSWERED]


def _problem_in_words(problem: Problem, rules: Rules) -> str:
    words = words_for(problem, rules)
    return words if problem.row is None else named(label_for(problem, rules), words)


def _both(application: Application, rules: Rules, code: str, overtaken: Overtaken) -> Response:
    stored = application.typed.answer(code)
    answer = jsonify(
        said=str(overtaken.message),
        stored=_in_words(rules, code, stored),
        tag=tag_of(shaped_as(rules, code, stored)),
    )
    answer.status_code = HTTPStatus.PRECONDITION_FAILED
    return answer


def _in_words(rules: Rules, code: str, stored: Any) -> str:
    field = next((field for field in rules.fields if field.code == code), None)
    return stored_words(field, stored) if field else str(shaped_as(rules, code, stored)) or _("(nothing)")


def _place_of(application: Application, rules: Rules, code: str) -> str:
    section = next((section.code for section in rules.form if code in {each.code for each in section.fields}), "")
    return f"{step_url(application, section)}#{control_id(f'a-{code}')}"
