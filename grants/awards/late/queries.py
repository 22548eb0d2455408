"""What is read of conflicts that were found late."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from grants.accounts.models import Person
from grants.awards.late.models import LateConflict
from grants.calls.models import Call
from grants.db import db

MAX_LATE = 50
"""Conflicts found late that a page lists."""


def late_conflicts_in(call: Call) -> list[LateConflict]:
    """Return the first MAX_LATE conflicts found late in a call, with whose they are and what about; one statement."""
    found = (
        select(LateConflict)
        .where(LateConflict.call_id == call.id)
        .options(joinedload(LateConflict.person).options(lazyload(Person.roles)), joinedload(LateConflict.application))
        .order_by(LateConflict.recorded_at, LateConflict.id)
    )
    return list(db.session.scalars(found.limit(MAX_LATE)))
