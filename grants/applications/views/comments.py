"""What members say to each other about an application."""

import uuid

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.models import Person
from grants.applications import comments as services
from grants.applications.form.typed import clean
from grants.applications.models import Application
from grants.applications.progress import step_url
from grants.applications.views.blueprints import applicants
from grants.applications.views.common import Page, address, application_of
from grants.applications.wording import question_label
from grants.calls.queries import rules_of
from grants.errors import Conflict, Invalid
from grants.web.filters import text
from grants.web.undoing import say_with_undo


@applicants.route("/<uuid:application_id>/comments", methods=["GET", "POST"])
def comments(application_id: uuid.UUID) -> Page:
    """List the comments and add one."""
    person, application = application_of(application_id)
    if request.method == "GET":
        return _page(person, application)
    words, field = clean(request.form.get("words", "")), request.form.get("field", "")
    known = {code for code, _label, _url in _questions(application)}
    try:
        field = field if field in known else ""
        services.say(application=application, words=words, field=field, actor=person)
    except (Invalid, Conflict) as refused:
        return _page(person, application, words, field, refused.message), refused.status
    return redirect(address("comments", application), 303)


@applicants.post("/<uuid:application_id>/comments/<uuid:comment_id>/take-back")
def take_back(application_id: uuid.UUID, comment_id: uuid.UUID) -> Response:
    """Delete a comment of one's own."""
    person, application = application_of(application_id)
    comment = services.take_back(application=application, comment_id=comment_id, actor=person)
    here = address("comments", application)
    if comment is None:
        flash(_("The comment is taken back."))
    else:
        say_with_undo(_("The comment is taken back."), here, words=comment.words, field=comment.field)
    return redirect(here, 303)


def _page(person: Person, application: Application, words: str = "", field: str = "", message: object = "") -> str:
    questions = _questions(application)
    return render_template(
        "applications/comments.html",
        application=application,
        comments=services.comments_of(application),
        questions=questions,
        places={code: (label, url) for code, label, url in questions},
        person=person,
        words=words,
        field=field,
        message=message,
        most=services.MAX_WORDS,
    )


def _questions(application: Application) -> list[tuple[str, str, str]]:
    """Return the questions that a comment can be about: code, words, and where they stand."""
    rules = rules_of(application.call)
    return [
        (field.code, f"{text(section.title)}: {question_label(field.code, rules)}", step_url(application, section.code))
        for section in rules.form
        for field in section.fields
        if field.type != "static_text"
    ]
