"""What a complaint suspends: the decision it contests, and every move up from the reserve of its call."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from grants.applications.models import Application
from grants.awards.contests.queries import is_contested, open_in
from grants.awards.models import Act, Decision
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict

UNTOUCHED = frozenset({Act.CONTESTED, Act.CONFIRMED, Act.DECLINED})
"""What a complaint does not hold up: its own end, the first decision, and the applicant's own word."""


def require_undisputed(application: Application) -> None:
    """Raise Conflict while a complaint about an application is open."""
    if db.session.scalar(select(is_contested(application.id))):
        raise Conflict(_("The decision is contested and suspended until the complaint is concluded."))


def require_uncontested(call: Call, decisions: Sequence[Decision]) -> None:
    """Raise Conflict when decisions to be made touch what is contested; those that end a complaint may.

    A place that became free may belong to whoever complains, so nobody moves up meanwhile.
    """
    others = [one for one in decisions if one.act not in UNTOUCHED]
    if not others:
        return
    contested = {complaint.application_id for complaint in open_in(call)}
    if any(one.application_id in contested for one in others):
        raise Conflict(_("The decision is contested and suspended until the complaint is concluded."))
    if contested and any(one.act is Act.MOVED_UP for one in others):
        raise Conflict(
            _("A decision of this call is contested, so nobody moves up from the reserve until it is concluded.")
        )
