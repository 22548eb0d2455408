"""What the journal's readers are told about ties and decisions."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions, offer_kind

ACTIONS = {
    "tie.settled": _l("Order of equals recorded"),
    "decision.confirmed": _l("Decision confirmed"),
    "report.accepted": _l("Report on the project accepted"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "tie_order", _l("order of equals"))
