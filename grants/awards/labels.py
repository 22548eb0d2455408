"""Words for the codes of the decision, in the reader's language."""

from flask_babel import lazy_gettext as _l

from grants.awards.models import SettledBy

OUTCOMES = {
    "awarded": _l("awarded"),
    "reserve": _l("reserve list"),
    "rejected": _l("rejected"),
    "ineligible": _l("not admitted"),
    "withdrawn": _l("withdrawn"),
    "tied": _l("tied"),
    "pending": _l("not judged yet"),
}
"""By the code, which decision and ranking have in common."""

TONES = {"awarded": "success", "reserve": "info", "tied": "warning", "pending": "warning"}
"""The colour that helps the word of an outcome; neutral where none is named."""

SETTLED_BY = {SettledBy.VOTE: _l("by vote"), SettledBy.LOT: _l("by lot")}
