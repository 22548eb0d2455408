"""What the journal's readers are told about the installation."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions, offer_kind

ACTIONS = {
    "organiser.ways_changed": _l("Contests and privacy of an organiser changed"),
    "banner.put_up": _l("Notice put up on all pages"),
    "banner.taken_down": _l("Notice taken down from all pages"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_kind(app, "banner", _l("notice on all pages"))
    offer_actions(app, ACTIONS)
