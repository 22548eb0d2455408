"""The page on which administrators put notices up."""

from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from grants import clock
from grants.accounts.current import require_person, signed_in
from grants.accounts.forms import show_refusal
from grants.accounts.models import Person
from grants.accounts.policies import is_administrator
from grants.errors import Invalid, NotFound
from grants.site.banners import services
from grants.site.banners.forms import BannerForm
from grants.site.banners.labels import KINDS, TONES
from grants.site.banners.models import Tone
from grants.site.banners.queries import ahead, banner_by_id
from grants.web.slots import Task, offer_tasks
from grants.web.undoing import say_with_undo

blueprint = Blueprint("banners", __name__, url_prefix="/office/banners")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def page() -> Response | str | tuple[str, int]:
    """Show which notices stand and will stand, and put one up."""
    actor = _administrator()
    form = BannerForm.ask()
    if form.validate_on_submit():
        try:
            services.put_up(
                words=form.words,
                tone=Tone(form["tone"].data),
                begins_at=form["begins_at"].data,
                ends_at=form["ends_at"].data,
                actor=actor,
            )
        except Invalid as error:
            show_refusal(form, error)
        else:
            flash(_("The notice is up, or will be from the moment you chose."))
            return redirect(url_for("banners.page"), 303)
    shown = render_template(
        "site/banners.html", form=form, banners=ahead(clock.now()), tones=TONES, kinds=KINDS, now_=clock.now()
    )
    return shown, 422 if form.is_submitted() else 200


@blueprint.post("/<uuid:banner_id>/end")
@signed_in
def end(banner_id: UUID) -> Response:
    """Take a notice down."""
    actor = _administrator()
    banner = banner_by_id(banner_id)
    stood = banner.taken_down_at is None and banner.ends_at > clock.now()
    services.take_down(banner=banner, actor=actor)
    if stood:
        say_with_undo(_("The notice is down."), url_for("banners.page"), **BannerForm.typed_of(banner))
    else:
        flash(_("The notice is down."))
    return redirect(url_for("banners.page"), 303)


def offer(app: Flask) -> None:
    """Let administrators find the page."""
    offer_tasks(app, _tasks)


def _tasks(person: Person) -> list[Task]:
    if not is_administrator(person):
        return []
    detail = _("Tell everybody of maintenance or an outage.")
    return [Task(title=_("Notice on all pages"), url=url_for("banners.page"), detail=detail, waits=False, place=True)]


def _administrator() -> Person:
    person = require_person()
    if not is_administrator(person):
        raise NotFound
    return person
