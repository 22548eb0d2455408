"""Words for the codes of the decision, in the reader's language."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from grants.awards.elsewhere import Same
from grants.awards.models import SettledBy
from grants.calls.rules.document import Rules

OUTCOMES = {
    "awarded": _l("awarded"),
    "reserve": _l("reserve list"),
    "rejected": _l("rejected"),
    "ineligible": _l("not admitted"),
    "withdrawn": _l("withdrawn"),
    "on_hold": _l("on hold"),
    "declined": _l("declined"),
    "revoked": _l("revoked"),
    "tied": _l("tied"),
    "pending": _l("not judged yet"),
}
"""By the code, which decision and ranking have in common."""

TONES = {"awarded": "success", "reserve": "info", "tied": "warning", "pending": "warning", "on_hold": "warning"}
"""The colour that helps the word of an outcome; neutral where none is named."""

SETTLED_BY = {SettledBy.VOTE: _l("by vote"), SettledBy.LOT: _l("by lot")}


@dataclass(frozen=True)
class Remedy:
    """Hold the words for what can be done against a decision; `until` has a place for the outcome and for a day."""

    last_day: str
    to: str
    begins: str
    until: str


REMEDIES = {
    "contest": Remedy(
        last_day=_l("Last day to contest"),
        to=_l("Where to contest"),
        begins=_l("Then the term to contest begins."),
        until=_l("%(outcome)s. It can be contested until %(day)s."),
    ),
    "appeal": Remedy(
        last_day=_l("Last day to appeal"),
        to=_l("Where to appeal"),
        begins=_l("Then the term to appeal begins."),
        until=_l("%(outcome)s. It can be appealed until %(day)s."),
    ),
}


def remedy_of(rules: Rules) -> Remedy:
    """Return the words for contesting at an institution, or for an appeal to a court where the rules say so."""
    return REMEDIES[rules.schedule.contest.kind if rules.schedule.contest else "contest"]


SAME = {
    Same.NUMBER: _l("registration number"),
    Same.ACCOUNT: _l("bank account"),
    Same.PEOPLE: _l("people who work on it"),
    Same.PROJECT: _l("title"),
}
"""What an application has in common with one in another call."""
