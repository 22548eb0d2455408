"""What lagging members are told, and officials when nobody lags any more."""

import uuid
from datetime import datetime

from grants.accounts.models import Person, Role
from grants.calls.models import Call
from grants.evaluation.docket import Tally
from grants.notices.register import Audience, Event, Purpose
from grants.notices.services import queue

EVENTS = (
    Event(
        name="declaration_missing",
        template="evaluation/notices/reminder",
        audience=Audience.COMMITTEE,
        purpose=Purpose.REMINDER,
    ),
    Event(
        name="sheets_in",
        template="evaluation/notices/sheets_in",
        audience=Audience.OFFICIAL,
        purpose=Purpose.PROGRESS,
    ),
    Event(
        name="evaluation_reminder",
        template="evaluation/notices/reminder",
        audience=Audience.COMMITTEE,
        purpose=Purpose.REMINDER,
    ),
)


def reminder(call: Call, seat: Role, tally: Tally, due_at: datetime, *, which: str) -> None:
    """Remind a member of what is open; `which` names the occasion, and of each a member is told once."""
    if tally.to_score:
        _remind("evaluation_reminder", call, seat, tally, due_at=due_at, which=which)
    else:
        _remind("declaration_missing", call, seat, tally, due_at=due_at, which=which)


def sheets_in(call: Call, official: Person) -> None:
    """Tell an official that every application of a call has the sheets it needs."""
    queue(
        event="sheets_in",
        subject_id=call.id,
        person=official,
        template="evaluation/notices/sheets_in",
        context={"call": call},
        call_id=call.id,
        reply_to=call.organiser.email,
    )


def _remind(event: str, call: Call, seat: Role, tally: Tally, *, due_at: datetime, which: str) -> None:
    queue(
        event=event,
        subject_id=uuid.uuid5(seat.id, which),
        person=seat.person,
        template="evaluation/notices/reminder",
        context={
            "call": call,
            "organiser": call.organiser,
            "undeclared": tally.undeclared,
            "to_score": tally.to_score,
            "due_at": due_at,
        },
        call_id=call.id,
        facts={"due_at": due_at.isoformat()},
        reply_to=call.organiser.email,
    )
