"""What lagging members are told."""

import uuid
from datetime import datetime

from grants.accounts.models import Role
from grants.calls.models import Call
from grants.evaluation.docket import Tally
from grants.notices.register import Audience, Event, Purpose
from grants.notices.services import queue

EVENTS = (
    Event(
        name="evaluation_reminder",
        template="evaluation/notices/reminder",
        audience=Audience.COMMITTEE,
        purpose=Purpose.REMINDER,
    ),
)


def reminder(call: Call, seat: Role, tally: Tally, due_at: datetime, *, which: str) -> None:
    """Remind a member of what is open; `which` names the occasion, and of each a member is told once."""
    queue(
        event="evaluation_reminder",
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
