"""What the journal's readers are told about sittings."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from grants.journal.words import offer_actions, offer_kind

ACTIONS = {
    "sitting.planned": _l("Sitting of the committee planned"),
    "sitting.changed": _l("Sitting of the committee changed"),
    "sitting.cancelled": _l("Sitting of the committee cancelled"),
    "sitting.answered": _l("Said whether they come to a sitting"),
    "sitting.called_in": _l("Substitute called in"),
    "sitting.declared": _l("Substitute declared before a sitting"),
    "sitting.opened": _l("Sitting of the committee opened"),
    "sitting.came": _l("Member came to a sitting"),
    "sitting.left": _l("Member left a sitting"),
    "sitting.chaired": _l("Another member took the chair"),
    "sitting.voted": _l("Vote of the committee recorded"),
    "sitting.closed": _l("Sitting of the committee closed"),
    "written.asked": _l("Votes asked for in writing"),
    "written.answered": _l("Member voted in writing"),
    "written.moved": _l("Votes in writing taken longer"),
    "written.cancelled": _l("Votes in writing cancelled"),
    "written.counted": _l("Votes in writing counted"),
    "lot.announced": _l("Public draw announced"),
    "lot.drawn": _l("Lot drawn"),
}


def init_app(app: Flask) -> None:
    """Offer the words."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "sitting", _l("sitting"))
