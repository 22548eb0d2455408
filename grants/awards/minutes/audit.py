"""What the journal's readers are told about minutes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions, offer_kind


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, {"minutes.written": _l("Minutes written"), "minutes.approved": _l("Minutes approved")})
    offer_kind(app, "minutes_version", _l("minutes"))
