"""The page of an organiser's webhooks, for its coordinators."""

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response

from grants.accounts.current import require_person, signed_in
from grants.accounts.models import Organiser, RoleKind
from grants.accounts.policies import holds
from grants.calls.views.answering import answer
from grants.calls.webhooks import services
from grants.calls.webhooks.models import Webhook, WebhookCall
from grants.db import db
from grants.errors import NotFound
from grants.notices.labels import STATES
from grants.web.fields import LineField
from grants.web.forms import Form, Required

blueprint = Blueprint("webhooks", __name__, url_prefix="/office/organisers/<slug>/webhooks")

MOST_CALLS = 50
"""Things told to webhooks that the page lists, the newest first."""
Page = str | Response | tuple[str, int]


class RegisterForm(Form):
    """Take an https address."""

    url = LineField(_l("Address"), [Required()], description=_l("For example https://example.lv/webhook."))


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def page(slug: str) -> Page:
    """Show the webhooks of an organiser and what they were told, and take another."""
    organiser, form = _organiser(slug), RegisterForm()

    def act() -> str:
        services.register(organiser=organiser, url=form.url.data or "", actor=require_person())
        flash(_("The webhook is registered. Send it a test."))
        return url_for("webhooks.page", slug=organiser.slug)

    present = services.webhooks_of(organiser)
    told = (
        select(WebhookCall)
        .join(WebhookCall.webhook)
        .where(Webhook.organiser_id == organiser.id)
        .order_by(WebhookCall.queued_at.desc(), WebhookCall.id)
        .limit(MOST_CALLS)
    )
    shown = {"organiser": organiser, "webhooks": present, "calls": db.session.scalars(told).all(), "states": STATES}
    return answer(form, act, "calls/webhooks/page.html", linked=False, **shown)


@blueprint.post("/<uuid:webhook_id>/test")
@signed_in
def test(slug: str, webhook_id: uuid.UUID) -> Response:
    """Send a test to a webhook."""
    organiser, webhook = _webhook(slug, webhook_id)
    services.try_out(webhook=webhook)
    flash(_("A test will be sent within seconds. Look again for the answer."))
    return redirect(url_for("webhooks.page", slug=organiser.slug), 303)


@blueprint.post("/<uuid:webhook_id>/end")
@signed_in
def end(slug: str, webhook_id: uuid.UUID) -> Response:
    """Switch a webhook off."""
    organiser, webhook = _webhook(slug, webhook_id)
    services.end(webhook=webhook, actor=require_person())
    flash(_("The webhook is switched off."))
    return redirect(url_for("webhooks.page", slug=organiser.slug), 303)


def _organiser(slug: str) -> Organiser:
    organiser = db.session.scalar(select(Organiser).where(Organiser.slug == slug))
    if organiser is None or not holds(require_person(), RoleKind.COORDINATOR, organiser_id=organiser.id):
        raise NotFound
    return organiser


def _webhook(slug: str, webhook_id: uuid.UUID) -> tuple[Organiser, Webhook]:
    organiser, webhook = _organiser(slug), db.session.get(Webhook, webhook_id)
    if webhook is None or webhook.organiser_id != organiser.id:
        raise NotFound
    return organiser, webhook
