"""Sign in by a link or a code, and sign out."""

import uuid
from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts import attempts, services
from grants.accounts.cookies import begin_session, end_session
from grants.accounts.current import current_guest, current_person, require_person
from grants.accounts.forms import CodeForm, SignInForm, show_refusal
from grants.accounts.models import Person, SignIn
from grants.accounts.views.blueprints import account
from grants.errors import Invalid
from grants.web.addresses import local_path
from grants.web.languages import language
from grants.web.limits import limiter
from grants.web.resending import holds_secret
from grants.web.slots import arrival_of

Answer = Response | str | tuple[str, int]


@account.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("60 per 15 minutes", methods=["POST"])
def sign_in() -> Answer:
    """Ask for the address and send it a message; the answer is the same whether anybody has the address or not."""
    next_path = local_path(request.args.get("next", url_for("accounts.home")))
    if current_person():
        return redirect(next_path)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _sent(str(form.email.data), next_path)
        except Invalid as error:
            show_refusal(form, error)
    page = render_template("accounts/sign_in.html", form=form, guest=current_guest())
    return page, 422 if form.is_submitted() else 200


def _sent(email: str, next_path: str) -> Response:
    """Bind the code to this browser: that of the message now sent, or of the newest before it if there are enough."""
    network, before, guest = get_remote_address(), session.get("sign_in", {}), current_guest()
    newest = before.get("id") if before.get("email") == email else None
    asked = services.ask(email=email, language=language(), next_path=next_path, network=network, guest=guest)
    again_at = clock.now() + services.sign_ins.ASKED_WITHIN
    session["sign_in"] = {"id": str(asked or newest or uuid.uuid4()), "email": email, "again_at": again_at.isoformat()}
    return redirect(url_for("accounts.sign_in_code"), 303)


def _attempt() -> str:
    """Count tries of one attempt together, from wherever they come, even while the earlier ones are being stored."""
    return str(session.get("sign_in", {}).get("id") or get_remote_address())


@account.route("/sign-in/code", methods=["GET", "POST"])
@holds_secret
@limiter.limit("10 per 15 minutes", key_func=_attempt, methods=["POST"])
def sign_in_code() -> Answer:
    """Take the code of the message in the tab that asked for it."""
    asked = session.get("sign_in")
    if asked is None:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            redeemed = services.redeem_code(
                sign_in_id=uuid.UUID(asked["id"]), code=str(form.code.data), language=language()
            )
            _hand_over(*redeemed)
            return _enter(*redeemed)
        except attempts.Ended as ended:
            return _ended(ended)
        except Invalid as error:
            show_refusal(form, error)
    again_at = datetime.fromisoformat(asked["again_at"])
    page = render_template("accounts/sign_in_code.html", form=form, email=asked["email"], again_at=again_at)
    return page, 422 if form.is_submitted() else 200


@account.get("/sign-in/link/<token>")
def sign_in_link(token: str) -> Answer:
    """Show the button that signs in: opening a link must not use it up, because mail scanners open links."""
    try:
        attempt = attempts.usable(attempts.by_token(token), attempts.LINK_LASTS)
    except attempts.Ended as ended:
        return _ended(ended)
    return render_template("accounts/sign_in_link.html", email=attempt.email)


@account.post("/sign-in/link/<token>")
@holds_secret
@limiter.limit("60 per 15 minutes")
def redeem_link(token: str) -> Answer:
    """Sign in whoever pressed the button."""
    try:
        return _enter(*services.redeem_link(token=token, language=language()))
    except attempts.Ended as ended:
        return _ended(ended)


@account.post("/sign-out")
def sign_out() -> Response:
    """End the session in this browser."""
    end_session()
    flash(_("You have signed out."))
    return redirect("/", 303)


@account.post("/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    """End every session of the person."""
    services.sign_out_everywhere(person=require_person())
    end_session()
    flash(_("You have signed out on every device."))
    return redirect("/", 303)


def _hand_over(person: Person, attempt: SignIn) -> None:
    """Give whoever typed the code here what was begun here after they had asked for it.

    Not to who opens a link: somebody else may have sent it, to get at what was begun.
    """
    guest = current_guest()
    if guest is not None and guest.id != attempt.guest_id:
        services.hand_to(person=person, guest_id=guest.id)


def _enter(person: Person, attempt: SignIn) -> Response:
    begin_session(person)
    next_path = attempt.next_path
    if next_path == url_for("accounts.home"):
        next_path = arrival_of(person) or next_path
    if person.name:
        return redirect(next_path, 303)
    return redirect(url_for("accounts.name", next=next_path), 303)


def _ended(ended: attempts.Ended) -> tuple[str, int]:
    return render_template("accounts/sign_in_ended.html", message=ended.message), ended.status
