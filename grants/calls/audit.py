"""What the journal's readers are told about calls, and which chains their auditors may read."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from grants.accounts.models import Organiser, Person, RoleKind
from grants.accounts.policies import places
from grants.calls.labels import STAGES
from grants.calls.models import Call
from grants.db import db
from grants.journal.chains import Chain, offer_chains
from grants.journal.words import offer_actions, offer_kind
from grants.web.filters import text

ACTIONS = {
    "call.created": _l("Call prepared"),
    "call.imported": _l("Call taken in from a file"),
    "call.rules_replaced": _l("Rules replaced"),
    "call.file_added": _l("File of the call added"),
    "call.file_removed": _l("File of the call removed"),
    "call.discarded": _l("Draft of the call discarded"),
    "call.publish": _l("Call published"),
    "call.approval_asked": _l("Approval asked for"),
    "call.amendment_begun": _l("Amendment begun"),
    "call.amendment_explained": _l("Reason and act of the amendment written"),
    "call.amendment_dropped": _l("Amendment given up"),
    "call.amended": _l("Amendment put in force"),
    "call.promise_missed": _l("Promised date passed"),
    "call.closed": _l("Call closed for applications"),
    "call.start_checking": _l("Checking started"),
    "call.start_scoring": _l("Scoring started"),
    "call.start_deliberation": _l("Deliberation started"),
    "call.confirm": _l("Decisions confirmed"),
    "call.publish_results": _l("Results published"),
    "call.cancel": _l("Call cancelled"),
}


def init_app(app: Flask) -> None:
    """Offer the words and the chains."""
    offer_actions(app, ACTIONS)
    offer_kind(app, "call", _l("call"), STAGES)
    offer_chains(app, _chains)


def _chains(person: Person) -> list[Chain]:
    """Return the chain of every call a person audits, the newest first."""
    organisers, calls = places(person, RoleKind.AUDITOR)
    if not organisers and not calls:
        return []
    audited = select(Call.id, Call.title, Organiser.name, Call.stage, Call.closes_at).join(Call.organiser)
    rows = db.session.execute(
        audited.where(or_(Call.organiser_id.in_(organisers), Call.id.in_(calls))).order_by(
            Call.closes_at.desc(), Call.id
        )
    )
    return [
        Chain(str(call_id), text(title), organiser, str(STAGES[stage]), closes_at)
        for call_id, title, organiser, stage, closes_at in rows
    ]
