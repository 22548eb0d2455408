"""Offer hours, and remind those who lag: an official by a button, the service by itself before the due date."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, Role
from grants.accounts.policies import today
from grants.calls import services as calls
from grants.calls.models import Call
from grants.calls.queries import rules_of, rules_of_each
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.evaluation import committees, dockets
from grants.evaluation.pace import notices
from grants.evaluation.pace.board import lagging_in, paces_of
from grants.evaluation.pace.models import SeatPace
from grants.evaluation.policies import DECLARABLE
from grants.evaluation.seats.queries import seat_in
from grants.journal.services import record

MAX_HOURS = 1000
BEFORE = (7, 2, 1)
"""How many days before the due date members are reminded by themselves."""
MOST_CALLS = 500
"""Calls being evaluated that one look goes through."""


def offer_hours(*, call: Call, hours: int | None, actor: Person) -> None:
    """Keep how many hours a member offers, or that they say nothing; the same again changes nothing.

    Raise NotFound without a seat, Conflict when the sheets are closed, Invalid beyond MAX_HOURS.
    """
    call = calls.lock(call.id, exclusive=True)
    seat = seat_in(actor, call)
    if seat is None:
        raise NotFound
    if call.stage not in DECLARABLE:
        raise Conflict(_("The sheets of this call are closed."))
    if hours is not None and not 0 < hours <= MAX_HOURS:
        words = _("Type a whole number from 1 to %(most)s.", most=MAX_HOURS)
        raise Invalid(words, {"hours": words})
    _kept(seat, paces_of([seat.id]).get(seat.id)).hours = hours
    db.session.flush()


def remind_lagging(*, call: Call, actor: Person) -> list[Person]:
    """Remind the members who lag and were not reminded today; return whom, nobody the second time.

    Raise Conflict when the sheets are closed.
    """
    call = calls.lock(call.id, exclusive=True)
    if call.stage not in DECLARABLE:
        raise Conflict(_("The sheets of this call are closed."))
    day, due_at = today(), rules_of(call).schedule.evaluation_due_at
    reminded = []
    for line in lagging_in(call):
        if line.reminded_on == day:
            continue
        tally = dockets.tally_of(line.role.person, call)
        notices.reminder(call, line.role, tally, due_at, which=day.isoformat())
        _kept(line.role, paces_of([line.role.id]).get(line.role.id)).reminded_on = day
        reminded.append(line.role.person)
    db.session.flush()
    if reminded:
        details = {"people": [person.id for person in reminded]}
        record(action="committee.reminded", subject=call, actor=actor, call_id=call.id, details=details)
    return reminded


def remind_before_due() -> int:
    """Remind the members of one call of what is open, the latest reminder that is due; 0 when nobody is left.

    Each comes once for a due date, never to who is done and never on a day on which they were told already. May be
    stopped anywhere and begun again.
    """
    now = clock.now()
    evaluated = select(Call).where(Call.stage.in_(DECLARABLE)).order_by(Call.closes_at, Call.id).limit(MOST_CALLS)
    found = list(db.session.scalars(evaluated))
    rules = rules_of_each(found)
    for call in found:
        due_at = rules[call.id].schedule.evaluation_due_at
        near = [days for days in BEFORE if now < due_at <= now + timedelta(days=days)]
        handled = _remind_of(call, due_at, min(near)) if near else 0
        if handled:
            return handled
    return 0


def _remind_of(call: Call, due_at: datetime, days: int) -> int:
    """Go through the seats that this reminder was not thought of for yet; return how many there were."""
    seats = committees.taken_seats(call.id)
    paces = paces_of([seat.id for seat in seats])
    if all(_is_thought_of(paces.get(seat.id), due_at, days) for seat in seats):
        return 0
    call = calls.lock(call.id, exclusive=True)
    paces = paces_of([seat.id for seat in seats])  # two workers at once: the second waits here and finds it done
    waiting = [seat for seat in seats if not _is_thought_of(paces.get(seat.id), due_at, days)]
    day = today()
    for seat in waiting:
        pace, tally = _kept(seat, paces.get(seat.id)), dockets.tally_of(seat.person, call)
        if (tally.undeclared or tally.to_score) and pace.reminded_on != day:
            notices.reminder(call, seat, tally, due_at, which=f"{due_at.isoformat()} {days}")
            pace.reminded_on = day
        pace.due_at, pace.reminded_before = due_at, days
    db.session.flush()
    return len(waiting)


def _is_thought_of(pace: SeatPace | None, due_at: datetime, days: int) -> bool:
    return pace is not None and pace.due_at == due_at and (pace.reminded_before or 0) <= days


def _kept(seat: Role, pace: SeatPace | None) -> SeatPace:
    """Return what is kept about the pace of a seat, new if nothing is."""
    pace = pace or SeatPace(role_id=seat.id)
    db.session.add(pace)
    return pace
