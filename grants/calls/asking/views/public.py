"""What everybody does without an account: ask, read the answers, follow by e-mail."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import current_person
from grants.calls import queries as calls
from grants.calls.asking import followers, questions
from grants.calls.asking.forms import AskForm, FollowForm
from grants.calls.asking.queries import answers_of
from grants.calls.models import Call, Stage
from grants.calls.views.answering import answer
from grants.calls.views.public import visible_call
from grants.errors import NotFound
from grants.web.languages import language
from grants.web.limits import limiter
from grants.web.paging import page_number

blueprint = Blueprint("questions", __name__, url_prefix="/calls/<slug>")

Page = str | Response | tuple[str, int]


@blueprint.get("/questions")
def index(slug: str) -> str:
    """Show what was asked about a call and answered."""
    call = visible_call(slug)
    return render_template(
        "calls/asking/index.html",
        call=call,
        rules=calls.rules_of(call),
        page=answers_of(call, page_number()),
        can_ask=questions.can_be_asked(call),
    )


@blueprint.route("/questions/ask", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def ask(slug: str) -> Page:
    """Take a question; no account is needed."""
    call = visible_call(slug)
    person = current_person()
    form = AskForm(data={"email": person.email if person else ""})

    def act() -> str:
        questions.ask(call=call, words=form.words.data or "", email=form.email.data or "", language=language())
        flash(_("Thank you. The answer will stand on this page, without your name."))
        return url_for("questions.index", slug=call.slug)

    shown = {"call": call, "rules": calls.rules_of(call), "can_ask": questions.can_be_asked(call)}
    return answer(form, act, "calls/asking/ask.html", linked=False, **shown)


@blueprint.route("/follow", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def follow(slug: str) -> Page:
    """Take an address that wants news of a call, and perhaps of its programme."""
    call = _followed(slug)
    person = current_person()
    form = FollowForm(data={"email": person.email if person else "", "programme": "programme" in request.args})

    def act() -> str:
        for programme in (False, True) if form.programme.data else (False,):
            followers.follow(
                call=call, programme=programme, email=form.email.data or "", language=language(), person=person
            )
        flash(_followed_words(form.email.data or ""))
        return url_for("calls.page", slug=call.slug)

    return answer(form, act, "calls/asking/follow.html", linked=False, call=call)


def _followed(slug: str) -> Call:
    """Return a call that can be followed; a draft has no news."""
    call = visible_call(slug)
    if call.stage is Stage.DRAFT:
        raise NotFound
    return call


def _followed_words(email: str) -> str:
    person = current_person()
    if person is not None and person.email == email:
        return _("You will get news by e-mail. Each message has a link that ends this.")
    return _(
        "A message was sent to %(email)s, unless that address gets the news already. Its link confirms.", email=email
    )
