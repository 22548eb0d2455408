"""Webhooks of an organiser: its own systems hear what happened in its calls, in codes and ids."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.accounts.current import require_person
from grants.accounts.models import Organiser, RoleKind
from grants.accounts.policies import holds
from grants.calls.webhooks import views
from grants.calls.webhooks.channel import WEBHOOKS
from grants.journal.words import offer_actions, offer_kind
from grants.notices.channels import offer_channel
from grants.web.slots import fill


def on_organiser_page(organiser: Organiser) -> dict[str, object] | None:
    """Lead coordinators of an organiser to its webhooks."""
    return {} if holds(require_person(), RoleKind.COORDINATOR, organiser_id=organiser.id) else None


def init_app(app: Flask) -> None:
    """Connect the page, the words and the channel."""
    offer_channel(app, WEBHOOKS)
    app.register_blueprint(views.blueprint)
    offer_kind(app, "webhook", _l("webhook"))
    offer_kind(app, "webhook_call", _l("request to a webhook"))
    offer_actions(
        app,
        {
            "webhook.registered": _l("Webhook registered"),
            "webhook.ended": _l("Webhook switched off"),
            "webhook.told_again": _l("Webhook told again"),
        },
    )
    fill(app, "organiser.page", "calls/webhooks/on_organiser_page.html", on_organiser_page, order=90)
