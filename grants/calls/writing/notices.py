"""The message that an official writes to many, in the table of what the service tells."""

from grants.notices.batches.keeping import EVENT, PRIORITY
from grants.notices.register import Audience, Event, Purpose

EVENTS = (
    Event(
        name=EVENT,
        template="calls/notices/written",
        audience=Audience.ANYBODY,
        purpose=Purpose.DUTY,
        priority=PRIORITY,
    ),
)
