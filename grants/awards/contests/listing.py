"""The list of the complaints in a call: what it says of each, and by what it is narrowed."""

from collections.abc import Sequence

from flask_babel import gettext as _

from grants.awards.contests import labels
from grants.awards.contests.models import CameBy, Complaint, Ruling
from grants.documents.tables import Kind
from grants.web.lists.rows import Filter, Listing, Part

KNOWN = ("open", "withdrawn", CameBy.OWN_MOTION.value, *Ruling)
"""How a complaint can stand."""


def listing(slug: str, complaints: Sequence[Complaint]) -> Listing[Complaint]:
    """Return the list of some complaints in a call."""
    states = {state_of(each): state_in_words(each) for each in complaints}
    return Listing(
        "complaints",
        _("Complaints"),
        [
            Part("number", _("Number"), lambda one: f"{slug}/{one.number}", sought=True, order=lambda one: one.number),
            Part("application", _("Application"), lambda one: one.application.reference, sought=True),
            Part("complainant", _("Who complains"), lambda one: one.complainant, sought=True),
            Part("received", _("Received"), lambda one: one.received_on, kind=Kind.DAY),
            Part("until", _("Decide until"), lambda one: one.answer_until, kind=Kind.DAY),
            Part("state", _("State"), state_in_words),
        ],
        [Filter("state", _("State"), states, state_of, KNOWN)],
    )


def state_of(complaint: Complaint) -> str:
    """Return the code of how a complaint stands."""
    if complaint.is_own_motion:
        return complaint.came_by.value
    if complaint.withdrawn_at:
        return "withdrawn"
    return complaint.ruling.value if complaint.ruling else "open"


def state_in_words(complaint: Complaint) -> str:
    """Say how a complaint stands."""
    if complaint.is_own_motion:
        return str(labels.CAME_BY[complaint.came_by])
    if complaint.withdrawn_at:
        return _("withdrawn")
    return str(labels.RULINGS[complaint.ruling]) if complaint.ruling else _("to be decided")
