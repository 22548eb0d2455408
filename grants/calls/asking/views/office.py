"""How officials answer questions for everybody, and write down those that were asked elsewhere."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.calls.asking import questions
from grants.calls.asking.forms import AnswerForm, WriteDownForm
from grants.calls.asking.labels import CAME_BY
from grants.calls.asking.models import AskedBy
from grants.calls.asking.queries import answers_of, count_followers, waiting_questions
from grants.calls.models import Call
from grants.calls.policies import may_assist
from grants.calls.services import AMENDABLE
from grants.calls.views.answering import answer
from grants.calls.views.office import readable_call
from grants.errors import Forbidden
from grants.web.forms import Form
from grants.web.paging import page_number

blueprint = Blueprint("office_questions", __name__, url_prefix="/office/calls/<slug>/questions")

Page = str | Response | tuple[str, int]


@blueprint.get("")
@signed_in
def index(slug: str) -> str:
    """Show the questions that wait, and the answers."""
    call = readable_call(slug)
    return render_template(
        "calls/asking/office.html",
        call=call,
        waiting=waiting_questions(call),
        page=answers_of(call, page_number()),
        ways=CAME_BY,
        assists=may_assist(require_person(), call),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def write_down(slug: str) -> Page:
    """Keep a question that was asked by phone or otherwise."""
    call = _assisted(slug)
    form = WriteDownForm()

    def act() -> str:
        question = questions.write_down(
            call=call, words=form.words.data or "", came_by=AskedBy(form.came_by.data), actor=require_person()
        )
        return url_for("office_questions.reply", slug=call.slug, question_id=question.id)

    return answer(form, act, "calls/asking/write_down.html", linked=False, call=call)


@blueprint.route("/<uuid:question_id>", methods=["GET", "POST"])
@signed_in
def reply(slug: str, question_id: uuid.UUID) -> Page:
    """Answer a question for everybody, or correct an answer."""
    call = _assisted(slug)
    question = questions.question_in(call, question_id)
    known = {"shown": question.shown or question.asked, "answer": question.answer}
    form = AnswerForm(data=known | ({"changes": "no"} if question.answered_at else {}))

    def act() -> str:
        questions.answer(
            question=question, shown=form.shown.data or "", words=form.answer.data or "", actor=require_person()
        )
        flash(_("The answer is published."))
        return url_for("office_questions.index", slug=call.slug)

    shown = {"call": call, "question": question, "ways": CAME_BY, "amendable": call.stage in AMENDABLE}
    shown["followers"] = 0 if question.answered_at else count_followers(call)
    return answer(form, act, "calls/asking/reply.html", linked=False, **shown)


@blueprint.route("/<uuid:question_id>/set-aside", methods=["GET", "POST"])
@signed_in
def set_aside(slug: str, question_id: uuid.UUID) -> Page:
    """Ask, then leave a question without a public answer."""
    call = _assisted(slug)
    question = questions.question_in(call, question_id)
    if Form().validate_on_submit():
        questions.set_aside(question=question, actor=require_person())
        flash(_("The question is set aside."))
        return redirect(url_for("office_questions.index", slug=call.slug), 303)
    return render_template("calls/asking/set_aside.html", call=call, question=question)


def _assisted(slug: str) -> Call:
    call = readable_call(slug)
    if not may_assist(require_person(), call):
        raise Forbidden(_("Only officials of the call can do this."))
    return call
