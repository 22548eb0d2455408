"""The figures of calls: computed one call at a time, outside of any transaction, and asked for where they are large."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import update

from grants import clock
from grants.accounts.models import Person
from grants.awards.stakes import require_none_of_own
from grants.awards.statistics.models import ScoreStatistics
from grants.awards.statistics.queries import entries_of, inputs_of, ranked_with_statistics, stored_of
from grants.awards.statistics.stored import written
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict
from grants.evaluation.statistics.panel import Panel
from grants.evaluation.statistics.worth import Progress, Worth, worth_of
from grants.journal.services import record

GIVEN_UP_AFTER = timedelta(minutes=10)
"""A worker that was not heard of for so long has ended; another one begins anew."""


@dataclass(frozen=True)
class Work:
    """Hold all that is needed to compute the figures of a call, so that no transaction stays open meanwhile."""

    row: uuid.UUID
    inputs: str
    panel: Panel
    awards: int | None

    def compute(self, progress: Progress) -> Worth:
        """Return the figures; `progress` is told which part of the work is done."""
        return worth_of(self.panel, self.awards, progress)


def claim() -> Work | None:
    """Take the next call whose figures are missing or of other inputs, so that nobody else computes them too."""
    waiting = ranked_with_statistics()
    entries = entries_of([call for call, _stored in waiting])
    for call, stored in waiting:
        count = entries.get(str(call.id), 0)
        if _is_due(stored, count) and (work := _take(call, count)) is not None:
            return work
    return None


def note_progress(work: Work, done: float) -> None:
    """Keep which part of the work is done, and that the worker lives."""
    _fill(work, percent=min(int(done * 100), 99), worked_at=clock.now())


def finish(work: Work, worth: Worth) -> None:
    """Keep the figures, unless those of other inputs were begun meanwhile."""
    _fill(work, percent=100, result=written(worth), computed_at=clock.now())


def ask(*, call: Call, actor: Person) -> None:
    """Ask for figures of more applications than are computed unasked; a second time without effect.

    Raise Conflict where they are computed anyway, Forbidden for who has an application in the call.
    """
    call = calls.lock(call.id, exclusive=True)
    require_none_of_own(call, actor)
    if not inputs_of(call).is_large:
        raise Conflict(_("These figures are computed without being asked for."))
    stored = _row_of(call)
    if stored.asked_at is not None:
        return
    stored.asked_at, stored.asked_by_id = clock.now(), actor.id
    db.session.flush()
    record(action="statistics.asked", subject=call, actor=actor, call_id=call.id)


def _is_due(stored: ScoreStatistics | None, entries: int) -> bool:
    if stored is None or stored.seen != entries:
        return True
    if stored.computed_at is not None:
        return False
    if stored.worked_at is None:
        return stored.asked_at is not None
    return stored.worked_at < clock.now() - GIVEN_UP_AFTER


def _take(call: Call, entries: int) -> Work | None:
    """Begin the figures of a call under its lock; None if they are those of now, in work, or have to be asked for."""
    call = calls.lock(call.id, exclusive=True)
    stored, inputs = _row_of(call), inputs_of(call)
    same = stored.inputs == inputs.digest
    in_work = stored.worked_at is not None and stored.worked_at >= clock.now() - GIVEN_UP_AFTER
    stored.seen = entries
    if same and (stored.computed_at is not None or in_work):
        db.session.flush()
        return None
    stored.inputs, stored.percent, stored.result, stored.computed_at = inputs.digest, 0, {}, None
    must_be_asked_for = inputs.is_large and stored.asked_at is None
    stored.worked_at = None if must_be_asked_for else clock.now()
    db.session.flush()
    return None if must_be_asked_for else Work(stored.id, inputs.digest, inputs.panel, inputs.awards)


def _row_of(call: Call) -> ScoreStatistics:
    stored = stored_of(call)
    if stored is None:
        stored = ScoreStatistics(call_id=call.id)
        db.session.add(stored)
        db.session.flush()
    return stored


def _fill(work: Work, **values: object) -> None:
    row = (ScoreStatistics.id == work.row, ScoreStatistics.inputs == work.inputs)
    db.session.execute(update(ScoreStatistics).where(*row).values(**values))
