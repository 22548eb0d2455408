"""The consensus marks of a call and of an application, read: those in force, and how they came about."""

import uuid
from collections import defaultdict

from sqlalchemy import select

from grants.applications.models import Application
from grants.awards.deliberation.models import ConsensusMark
from grants.calls.models import Call
from grants.db import db

ByCode = dict[str, ConsensusMark]
"""By the code of a criterion what was recorded last; one without a mark was taken back."""


def consensus_of(call: Call) -> dict[uuid.UUID, ByCode]:
    """Return the consensus marks of the applications of a call; one statement."""
    recorded = select(ConsensusMark).join(Application).where(Application.call_id == call.id)
    found: dict[uuid.UUID, ByCode] = defaultdict(dict)
    for one in db.session.scalars(recorded.order_by(ConsensusMark.sequence)):
        found[one.application_id][one.code] = one
    return found


def consensus_on(application: Application) -> ByCode:
    """Return the consensus marks of one application; one statement."""
    return {one.code: one for one in records_on(application)}


def records_on(application: Application, code: str = "") -> list[ConsensusMark]:
    """Return everything recorded about an application, or one criterion of it, the first first; as it is now."""
    recorded = select(ConsensusMark).where(ConsensusMark.application_id == application.id)
    if code:
        recorded = recorded.where(ConsensusMark.code == code)
    ordered = recorded.order_by(ConsensusMark.sequence, ConsensusMark.code)
    return list(db.session.scalars(ordered, execution_options={"populate_existing": True}))
