"""Telling everybody who works on an application that its call was cancelled: some at a time, by the worker."""

from sqlalchemy import select

from grants import clock
from grants.applications import notices
from grants.applications.upkeep.amended import following
from grants.calls.models import Call, Stage
from grants.db import db


def tell_cancellations() -> int:
    """Tell some of those who applied in a cancelled call, in one transaction; return how many, 0 when all know.

    May be stopped anywhere and begun again: an address is told of an application once.
    """
    untold = select(Call).where(Call.stage == Stage.CANCELLED, Call.cancel_told_at.is_(None))
    call = db.session.scalars(untold.order_by(Call.id).limit(1).with_for_update(of=Call)).first()
    if call is None:
        return 0
    applications = following(call.id, call.cancel_told_until)
    for application in applications:
        notices.call_cancelled(application)
    if applications:
        call.cancel_told_until = applications[-1].id
    else:
        call.cancel_told_at = clock.now()
    db.session.flush()
    return len(applications) or 1
