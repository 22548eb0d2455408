"""Notice promised dates that pass before what they promise is done: one entry of the journal each, once."""

import uuid
from datetime import datetime

from sqlalchemy import select

from grants.calls import services as calls
from grants.calls.events import PromiseMissed
from grants.calls.models import Call
from grants.calls.promises.dates import AWAITED, Dates, Promise, awaited_in
from grants.calls.promises.models import MissedPromise
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.events import publish
from grants.journal.services import record


def notice_missed(now: datetime) -> int:
    """Note what one call promised by now and has not done, in one transaction; return how much, 0 when all is noted.

    Twice does nothing: a date is noted once. What was done before anybody looked is not late any more, and what was
    cancelled or decided owes nothing.
    """
    closed = select(Call).where(Call.stage.in_(AWAITED), Call.accepts_until <= now).order_by(Call.id)
    found = list(db.session.scalars(closed))
    rules = rules_of_each(found)
    due = {call.id: _passed(awaited_in(call.stage, rules[call.id]), now) for call in found}
    noted = _noted()
    for call in found:
        if any((call.id, *each) not in noted for each in due[call.id]):
            return _note(call, now)
    return 0


def _note(call: Call, now: datetime) -> int:
    """Look again once nobody else can lead the call on or move its dates."""
    call = calls.lock(call.id, exclusive=True)
    noted, count = _noted(call), 0
    for promise, at in _passed(awaited_in(call.stage, rules_of(call)), now):
        if (call.id, promise, at) in noted:
            continue
        missed = MissedPromise(call_id=call.id, promise=promise, due_at=at, noticed_at=now)
        db.session.add(missed)
        db.session.flush()
        details = {"promise": promise.value, "due_at": at.isoformat()}
        record(action="call.promise_missed", subject=call, actor=None, call_id=call.id, details=details)
        publish(PromiseMissed(call_id=call.id, missed_id=missed.id, promise=promise, due_at=at))
        count += 1
    return count


def _passed(dates: Dates, now: datetime) -> list[tuple[Promise, datetime]]:
    return [(promise, at) for promise, at in dates.items() if at < now]


def _noted(call: Call | None = None) -> set[tuple[uuid.UUID, Promise, datetime]]:
    asked = select(MissedPromise.call_id, MissedPromise.promise, MissedPromise.due_at)
    if call is not None:
        asked = asked.where(MissedPromise.call_id == call.id)
    return {(call_id, promise, due_at) for call_id, promise, due_at in db.session.execute(asked)}
