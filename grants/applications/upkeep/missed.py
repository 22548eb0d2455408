"""Telling those who wait for what was promised that its date has passed: some at a time, by the worker."""

from sqlalchemy import select

from grants import clock
from grants.applications import notices
from grants.applications.upkeep.amended import following
from grants.calls.models import Call
from grants.calls.promises.dates import awaited_in
from grants.calls.promises.models import MissedPromise
from grants.calls.queries import rules_of
from grants.db import db


def tell_missed() -> int:
    """Tell some of those who wait for one missed date, in one transaction; return how many, 0 when all know.

    May be stopped anywhere and begun again: an address is told of a date once. Nobody is told of a date that was moved,
    or of what was done, before it was their turn.
    """
    untold = select(MissedPromise).where(MissedPromise.told_at.is_(None)).order_by(MissedPromise.noticed_at)
    missed = db.session.scalars(untold.limit(1).with_for_update()).first()
    if missed is None:
        return 0
    call = db.session.get_one(Call, missed.call_id)
    is_awaited = awaited_in(call.stage, rules_of(call)).get(missed.promise) == missed.due_at
    applications = following(missed.call_id, missed.told_until) if is_awaited else []
    for application in applications:
        notices.date_missed(application, missed)
    if applications:
        missed.told_until = applications[-1].id
    else:
        missed.told_at = clock.now()
    db.session.flush()
    return len(applications) or 1
