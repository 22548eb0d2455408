"""What is read of conflicts that were found late."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, lazyload

from grants.accounts.models import Person
from grants.awards.deliberation.models import ConsensusMark
from grants.awards.late.models import LateConflict
from grants.awards.meetings.models import Sitting
from grants.awards.minutes.models import MinutesVersion
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


def sittings_with_minutes(call: Call) -> list[Sitting]:
    """Return the sittings of a call whose minutes somebody has written or approved; one statement."""
    written = exists().where(MinutesVersion.sitting_id == Sitting.id)
    return list(db.session.scalars(select(Sitting).where(Sitting.call_id == call.id, written).order_by(Sitting.number)))


def agreed_before(late: LateConflict, consensus: Mapping[UUID, Mapping[str, ConsensusMark]]) -> list[str]:
    """Return the criteria whose mark in force the committee agreed on before the conflict was known."""
    marks = consensus.get(late.application_id, {})
    return [code for code, one in marks.items() if one.mark is not None and one.recorded_at <= late.recorded_at]
