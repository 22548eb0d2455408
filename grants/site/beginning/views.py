"""The pages of the first steps, and of what an organiser does in every call."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Organiser, Person
from grants.accounts.policies import is_administrator, may_see_officials
from grants.accounts.queries import organiser_by_slug
from grants.errors import Forbidden, NotFound
from grants.notices.health import mail_troubles
from grants.site.beginning import services
from grants.site.beginning.forms import WaysForm
from grants.site.beginning.labels import STEPS
from grants.site.beginning.models import Step
from grants.site.beginning.queries import Beginning, beginning_of, is_over, privacy_notices, ways_of
from grants.web.reader import reader

STEPS_ON = {
    "organisers.new": (Step.ORGANISER,),
    "organisers.show": (Step.ORGANISER,),
    "organisers.edit": (Step.ORGANISER, Step.NUMBERS),
    "brand.looks": (Step.LOOKS,),
    "organisers.new_official": (Step.SIGNS,),
    "beginning.ways": (Step.CONTESTS, Step.PRIVACY),
}
"""Which steps are taken on which pages."""

blueprint = Blueprint("beginning", __name__, url_prefix="/office")


@blueprint.get("/first-steps")
@signed_in
def page() -> str:
    """Show the first steps: what is done, what was left for later, what is open."""
    found = beginning_of(_administrator())
    return render_template(
        "site/beginning/page.html",
        found=found,
        steps=STEPS,
        addresses=_addresses(found),
        over=is_over(),
        troubles=mail_troubles() if found.mail and Step.MAIL not in found.done else [],
    )


@blueprint.post("/first-steps/test-mail")
@signed_in
def test_mail() -> Response:
    """Send the reader a message."""
    services.send_test_mail(actor=_administrator())
    flash(_("The message is on its way. Reload this page in a minute to see whether it left."))
    return redirect(url_for("beginning.page"), 303)


@blueprint.post("/first-steps/<step>/later")
@signed_in
def later(step: str) -> Response:
    """Leave a step for later, or all of them."""
    actor = _administrator()
    if step != "all" and step not in set(Step):
        raise NotFound
    services.put_aside(step=None if step == "all" else Step(step), actor=actor)
    return redirect("/account/" if step == "all" else url_for("beginning.page"), 303)


@blueprint.route("/organisers/<slug>/ways", methods=["GET", "POST"])
@signed_in
def ways(slug: str) -> Response | tuple[str, int]:
    """Say where decisions are contested, and what is done with personal data."""
    actor, organiser = require_person(), organiser_by_slug(slug)
    if not may_see_officials(actor, organiser.id):
        raise NotFound
    if not is_administrator(actor):
        raise Forbidden(_("Only administrators change organisers."))
    known = ways_of(organiser)
    form = WaysForm.ask(known.contest_to if known else "", known.privacy if known else {})
    if form.validate_on_submit():
        contest_to = str(form.contest_to.data or "")
        services.change_ways(organiser=organiser, contest_to=contest_to, privacy=form.privacy, actor=actor)
        flash(_("It is saved. New calls begin with it."))
        return redirect(url_for("organisers.show", slug=slug), 303)
    shown = render_template("site/beginning/ways.html", form=form, organiser=organiser)
    return shown, 422 if form.is_submitted() else 200


def on_organiser(organiser: Organiser) -> dict[str, Any] | None:
    """Show on the page of an organiser how it does things."""
    return {"ways": ways_of(organiser), "administrator": is_administrator(reader())}


def on_step() -> dict[str, Any] | None:
    """Lead administrators on the page of a step to the next open one and back, until the first steps are over."""
    here = STEPS_ON.get(request.endpoint or "")
    if here is None or not is_administrator(reader()) or is_over():
        return None
    found = beginning_of(require_person())
    ahead = [step for step in found.open if step not in here]
    following = [step for step in ahead if list(Step).index(step) > list(Step).index(here[0])]
    step = next(iter(following or ahead), None)
    address = url_for("beginning.page", _anchor=step) if step else ""
    return {"step": STEPS[step][0] if step else "", "address": _addresses(found).get(step, address) if step else ""}


def on_privacy() -> dict[str, Any] | None:
    """Show on the page about privacy what each organiser says."""
    found = privacy_notices()
    return {"notices": found} if found else None


def _addresses(found: Beginning) -> dict[Step, str]:
    """Return where each step is done: on the page on which it can be changed at any time."""
    if found.organiser is None:
        return {Step.ORGANISER: url_for("organisers.new")}
    slug = found.organiser.slug
    edit, own_ways = url_for("organisers.edit", slug=slug), url_for("beginning.ways", slug=slug)
    return {
        Step.ORGANISER: edit,
        Step.LOOKS: url_for("brand.looks", slug=slug),
        Step.SIGNS: url_for("organisers.new_official", slug=slug),
        Step.CONTESTS: own_ways,
        Step.NUMBERS: edit,
        Step.PRIVACY: own_ways,
    }


def _administrator() -> Person:
    person = require_person()
    if not is_administrator(person):
        raise NotFound
    return person
