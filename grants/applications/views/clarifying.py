"""Clarification: the official's request, the applicant's answer, and the thread that both see."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from grants.accounts.current import require_person
from grants.applications import queries, services
from grants.applications.clarifications import askable_fields, open_clarification, open_section, rounds_left, term_of
from grants.applications.files import KeptFile, keep_all, read_uploads
from grants.applications.form.problems import Problem
from grants.applications.form.typed import clean, typed_answers
from grants.applications.models import Application, Clarification, Right
from grants.applications.policies import ever_worked_on, may_look_at
from grants.applications.questions import Filled, control_id, questions_of
from grants.applications.reading import rules_for
from grants.applications.services import Incomplete
from grants.applications.services.clarifying import MAX_QUESTION, MAX_REPLY
from grants.applications.views.blueprints import applicants, officials
from grants.applications.views.common import Page, address, application_of
from grants.applications.wording import label_for, question_label, words_for
from grants.calls.policies import may_assist
from grants.calls.rules.document import Section
from grants.clock import now
from grants.errors import Conflict, Forbidden, Invalid
from grants.web.filters import named


@dataclass
class Sent:
    """Hold an answer that was sent, and why it was not taken."""

    typed: dict[str, Any] = field(default_factory=dict)
    reply: str = ""
    problems: list[Problem] = field(default_factory=list)
    message: object = ""


@officials.route("/applications/<uuid:application_id>/clarification", methods=["GET", "POST"])
def ask_to_clarify(application_id: uuid.UUID) -> Page:
    """Ask the applicant about single answers."""
    person = require_person()
    application = queries.application_for(application_id, person, may_look_at)
    if not may_assist(person, application.call) or ever_worked_on(person, application):
        raise Forbidden(_("Only coordinators and secretaries of the call can do this."))
    question, fields = clean(request.form.get("question", "")), request.form.getlist("fields")
    if request.method == "GET":
        return _asking(application, _about_check(application, request.args.get("check", "")), [], {})
    try:
        services.ask_to_clarify(application=application, question=question, fields=fields, actor=person)
    except Invalid as invalid:
        return _asking(application, question, fields, dict(invalid.fields)), invalid.status
    except Conflict as conflict:
        return _asking(application, question, fields, {"": conflict.message}), conflict.status
    flash(_("The applicant is asked. The application comes back to you with the answer, or when the term is over."))
    return redirect(url_for("office_applications.application", application_id=application.id), 303)


@applicants.route("/<uuid:application_id>/clarification", methods=["GET", "POST"])
def clarify(application_id: uuid.UUID) -> Page:
    """Show what is asked with the open questions, and take the answer."""
    person, application = application_of(application_id, Right.EDIT)
    asked = open_clarification(application)
    if asked is None:
        return redirect(address("overview", application), 303 if request.method == "POST" else 302)
    section = open_section(asked, rules_for(application))
    if request.method == "GET":
        return _answering(application, asked, section, Sent())
    sent = Sent(typed_answers(section, request.form), clean(request.form.get("reply", "")))
    files, sent.problems = _put_away(section)
    if sent.problems:
        return _answering(application, asked, section, sent), 422
    try:
        services.clarify(application=application, typed=sent.typed, reply=sent.reply, files=files, actor=person)
    except Incomplete as incomplete:
        sent.problems = incomplete.problems
        return _answering(application, asked, section, sent), incomplete.status
    except (Invalid, Conflict) as refused:
        sent.message = refused.message
        return _answering(application, asked, section, sent), refused.status
    flash(_("Your answer is sent. The first version stays beside it."), "success")
    return redirect(address("overview", application), 303)


def _about_check(application: Application, code: str) -> str:
    """Return the words of the administrative check that led to the question, in the language of the call."""
    rules = rules_for(application)
    asked = (check for check in rules.checks if check.code == code and check.clarifiable)
    return next((f"{rules.text(check.text, rules.languages[0])}: " for check in asked), "")


def _asking(application: Application, question: str, fields: list[str], errors: dict[str, object]) -> str:
    rules = rules_for(application)
    _notified, due = term_of(rules, now())
    return render_template(
        "applications/office/ask_to_clarify.html",
        application=application,
        call=application.call,
        options=[(each.code, question_label(each.code, rules)) for each in askable_fields(rules)],
        question=question,
        fields=fields,
        errors=errors,
        left=rounds_left(application),
        due=due,
        most=MAX_QUESTION,
    )


def _answering(application: Application, asked: Clarification, section: Section, sent: Sent) -> str:
    rules = rules_for(application)
    filled = Filled(
        rules=rules.model_copy(update={"form": (section,)}),
        answers={**application.answers, **sent.typed},
        problems=sent.problems,
        attachments=queries.attachments_of(application.id),
    )
    in_words = [
        (control_id(each.input_name), named(label_for(each, rules), words_for(each, rules))) for each in sent.problems
    ]
    return render_template(
        "applications/clarify.html",
        application=application,
        asked=asked,
        questions=questions_of(section, filled),
        problems=in_words,
        reply=sent.reply,
        message=sent.message,
        most=MAX_REPLY,
    )


def _put_away(section: Section) -> tuple[list[KeptFile], list[Problem]]:
    """Store the files of an answer while no transaction is open."""
    uploads, wrong = [], []
    for each in section.fields:
        if each.type == "file":
            taken, refused = read_uploads(each, request.files.getlist(f"a-{each.code}"))
            uploads += taken
            wrong += refused
    return keep_all(uploads) if uploads and not wrong else ([], wrong)
