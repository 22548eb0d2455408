"""The page of what people choose about their messages, and the link that ends them with one click."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.notices.choices import services, tokens
from grants.notices.choices.forms import ChoicesForm
from grants.notices.choices.labels import PURPOSES
from grants.notices.choices.models import Pace
from grants.notices.choices.queries import choices_of, usual_hours
from grants.web.csrf import protection

blueprint = Blueprint("notice_choices", __name__)
Page = str | Response | tuple[str, int]


@blueprint.route("/account/messages/choices", methods=["GET", "POST"])
def choose() -> Page:
    """Choose how often messages come, when not, and which come by e-mail."""
    from grants.accounts.current import require_person  # not above: people get messages from here

    person = require_person()
    form = ChoicesForm.of(choices_of(person.id), usual_hours())
    if form.validate_on_submit():
        services.choose(actor=person, pace=Pace(form.pace.data), quiet=form.quiet, off=form.off)
        flash(_("Your choices about messages are stored."))
        return redirect(url_for("notice_choices.choose"), 303)
    page = render_template("notices/choices/page.html", form=form, person=person)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.is_submitted() else HTTPStatus.OK


@blueprint.route("/messages/off/<choice>", methods=["GET", "POST"])
def switch_off(choice: str) -> Page:
    """Ask, then end the e-mail; mail programs press the button themselves, without a form of ours (RFC 8058)."""
    found = tokens.read(choice)
    if found is None:
        return render_template("notices/choices/off.html", purpose=None, done=False), HTTPStatus.NOT_FOUND
    person_id, purpose = found
    done = request.method == "POST"
    if done:
        services.switch_off(person_id=person_id, purpose=purpose)
    return render_template("notices/choices/off.html", purpose=PURPOSES.get(purpose), done=done)


protection.exempt(switch_off)
