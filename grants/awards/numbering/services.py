"""Give documents their record-keeping numbers."""

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from grants import clock
from grants.accounts.models import Organiser
from grants.accounts.record_numbers import DEFAULT_FORMAT, numbered, series_of
from grants.awards.models import Decision
from grants.awards.numbering.models import RecordNumber
from grants.awards.terms import local_day
from grants.calls.models import Call
from grants.calls.queries import rules_of
from grants.db import db, take_turns
from grants.errors import Conflict


def take(*, call: Call, count: int = 1) -> list[str]:
    """Give the next numbers to documents of a call that are stored in this transaction.

    They come one after the other without a gap, because a transaction that fails gives its numbers back, and whoever
    else wants some waits for this one to end. Raise Conflict when another format led to one of them already.
    """
    take_turns(f"record numbers {call.organiser_id}")
    series, given = _series_of(call), _given(call)
    taken = {position: numbered(series, position) for position in range(given + 1, given + count + 1)}
    _require_new(call, taken.values())
    db.session.add_all(
        RecordNumber(
            organiser_id=call.organiser_id, series=series, position=position, number=number, given_at=clock.now()
        )
        for position, number in taken.items()
    )
    db.session.flush()
    return list(taken.values())


def next_numbers(call: Call, count: int) -> list[str]:
    """Return the numbers that would be given now, for a preview; nothing keeps them."""
    series, given = _series_of(call), _given(call)
    return [numbered(series, position) for position in range(given + 1, given + count + 1)]


def _require_new(call: Call, numbers: Collection[str]) -> None:
    known = select(RecordNumber.number).where(
        RecordNumber.organiser_id == call.organiser_id, RecordNumber.number.in_(numbers)
    )
    again = db.session.scalars(known.limit(1)).first()
    if again is not None:
        words = _(
            "The number %(number)s was given before. An administrator has to choose another format.", number=again
        )
        raise Conflict(words)


def _series_of(call: Call) -> str:
    year = local_day(clock.now(), rules_of(call).schedule.timezone).year
    return series_of(_format_of(call.organiser), call=call.slug, year=year)


def _format_of(organiser: Organiser) -> str:
    return organiser.number_format or DEFAULT_FORMAT


def _given(call: Call) -> int:
    """Return the last position of the series that is in use.

    A series of one call begins after the decisions that the call has already: they came from a file, or were numbered
    before numbers were kept.
    """
    last = db.session.scalar(
        select(func.max(RecordNumber.position)).where(
            RecordNumber.organiser_id == call.organiser_id, RecordNumber.series == _series_of(call)
        )
    )
    if last is not None:
        return last
    return _decisions_in(call.id) if "{call}" in _format_of(call.organiser) else 0


def _decisions_in(call_id: UUID) -> int:
    return db.session.scalar(select(func.count()).select_from(Decision).where(Decision.call_id == call_id)) or 0
