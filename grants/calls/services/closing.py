"""What the deadline of a call sets off, a part at a time: no transaction may hold up the others for long."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import select

from grants.calls.events import CallClosed
from grants.calls.models import Call, Stage
from grants.calls.phase import CLOSING_MARGIN, Phase
from grants.calls.services.locking import lock
from grants.db import db
from grants.events import publish as tell
from grants.journal.services import record

CLOSED_AT_ONCE = 20
"""How many calls one transaction closes."""
ENDED_AT_ONCE = 100
"""How many things of later stages one transaction ends; 3,000 drafts in one held a database for 20 seconds."""

_STEPS = "grants.calls.closing"

Step = Callable[[Call, int], int]


def wind_up_with(app: Flask, step: Step) -> None:
    """Let a stage end what ends with a call: `step` ends at most so many things of a locked call, and returns how many.

    It is asked again, in further transactions, until it finds nothing left; only then the call is closed.
    """
    app.extensions.setdefault(_STEPS, []).append(step)


def finish_closing(now: datetime) -> int:
    """Do a part of what deadlines set off, small enough for one transaction; return how much, 0 when nothing is left.

    May be stopped anywhere and begun again: what a transaction ended is not found any more.
    """
    due = select(Call.id).where(
        Call.stage == Stage.PUBLISHED, Call.accepts_until <= now - CLOSING_MARGIN, Call.closing_done_at.is_(None)
    )
    room, closed = ENDED_AT_ONCE, 0
    for call_id in db.session.scalars(due.order_by(Call.accepts_until, Call.id).limit(CLOSED_AT_ONCE)).all():
        call = lock(call_id, exclusive=True)
        room -= _wind_up(call, room)
        if not room:
            break
        closed += _close(call, now)
    return ENDED_AT_ONCE - room + closed


def close_at_once(call: Call, now: datetime) -> None:
    """Do all that is left to do for a locked call whose deadline is over."""
    while _wind_up(call, ENDED_AT_ONCE):
        pass
    _close(call, now)


def is_extended(call: Call, now: datetime) -> bool:
    """Tell whether somebody may still submit by a decision of their own, or what they sent is still being stored."""
    return call.extended_until is not None and now < call.extended_until + CLOSING_MARGIN


def hold_open(call: Call, until: datetime) -> None:
    """Let a locked call close no earlier than a moment; if it had closed, it closes anew then."""
    call.extended_until = max(until, call.extended_until or until)
    call.closing_done_at, call.receipts_root = None, None
    db.session.flush()


def _wind_up(call: Call, most: int) -> int:
    """End at most so many things of a call that is not closed yet; return how many."""
    if call.closing_done_at is not None or call.stage is not Stage.PUBLISHED:
        return 0
    left = most
    for step in current_app.extensions.get(_STEPS, ()):
        left -= step(call, left)
    return most - left


def _close(call: Call, now: datetime) -> bool:
    """Close a locked call unless somebody else was first."""
    if call.closing_done_at is not None or call.phase_at(now) is not Phase.CLOSED or is_extended(call, now):
        return False
    call.closing_done_at = now
    tell(CallClosed(call_id=call.id))
    record(action="call.closed", subject=call, actor=None, call_id=call.id)
    return True
