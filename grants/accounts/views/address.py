"""Correct one's e-mail address, and see what mail did not arrive there."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from grants.accounts.attempts import Ended
from grants.accounts.current import require_person, session_id
from grants.accounts.forms import show_refusal
from grants.accounts.moving import services
from grants.accounts.moving.queries import waiting_of
from grants.accounts.views.blueprints import account
from grants.errors import Invalid
from grants.notices.readdressing import not_arrived_at, send_own_again
from grants.web.fields import EmailField
from grants.web.forms import Form, Required
from grants.web.limits import limiter
from grants.web.resending import holds_secret

Answer = Response | str | tuple[str, int]


class AddressForm(Form):
    """Take the address by which somebody wants to be known."""

    email = EmailField(
        _l("New e-mail address"),
        [Required(_l("Type your e-mail address."))],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
    )


@account.route("/address", methods=["GET", "POST"])
@limiter.limit("60 per 15 minutes", methods=["POST"])
def address() -> Answer:
    """Show one's address and what did not arrive there, and take another one."""
    person = require_person()
    form = AddressForm()
    if form.validate_on_submit():
        try:
            change = services.ask(person=person, email=str(form.email.data))
        except Invalid as error:
            show_refusal(form, error)
        else:
            flash(_("A message is on its way to %(email)s. Open its link in this browser.", email=change.email))
            return redirect(url_for("accounts.address"), 303)
    page = render_template(
        "accounts/moving/page.html",
        form=form,
        person=person,
        waiting=waiting_of(person.id),
        lost=not_arrived_at(person.id),
    )
    return page, 422 if form.is_submitted() else 200


@account.post("/address/send-again")
def send_lost_again() -> Response:
    """Send again what did not arrive, to the address one has now."""
    count = send_own_again(actor=require_person())
    if count:
        flash(ngettext("%(num)d message is sent again.", "%(num)d messages are sent again.", count))
    return redirect(url_for("accounts.address"), 303)


@account.get("/address/confirm/<change>")
def confirm_address(change: str) -> Answer:
    """Show the button that confirms a new address: opening a link must not do it, because mail scanners open links."""
    person = require_person()
    try:
        found = services.to_confirm(token=change, actor=person)
    except Ended as ended:
        return _ended(ended)
    if found.confirmed_at is not None:
        return redirect(url_for("accounts.address"))
    return render_template("accounts/moving/confirm.html", change=found, back=False)


@account.post("/address/confirm/<change>")
@holds_secret
@limiter.limit("60 per 15 minutes")
def use_address(change: str) -> Answer:
    """Be known by the new address from now on."""
    person = require_person()
    try:
        services.confirm(token=change, actor=person, session_id=session_id())
    except Ended as ended:
        return _ended(ended)
    flash(_("You are known by %(email)s now. Sign in with it from now on.", email=person.email))
    return redirect(url_for("accounts.address"), 303)


@account.route("/address/back/<back>", methods=["GET", "POST"])
@holds_secret
@limiter.limit("60 per 15 minutes", methods=["POST"])
def take_address_back(back: str) -> Answer:
    """Ask, then take a change back that somebody else made."""
    try:
        if request.method == "POST":
            services.take_back(token=back)
            flash(_("The account is known by the address before again. Everybody is signed out: sign in anew."))
            return redirect(url_for("calls.index"), 303)
        found = services.to_take_back(token=back)
    except Ended as ended:
        return _ended(ended)
    return render_template("accounts/moving/confirm.html", change=found, back=True)


def _ended(ended: Ended) -> tuple[str, int]:
    return render_template("accounts/moving/ended.html", message=ended.message), ended.status
