"""What members are told about what they were given to score."""

import uuid
from collections.abc import Collection

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.evaluation.assigning.models import Assignment
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (Event(name="applications_assigned", template="evaluation/notices/assigned", audience=Audience.COMMITTEE),)


def assigned(call: Call, person: Person, given: Collection[Assignment]) -> None:
    """Tell a member once how many applications they were given at once."""
    queue(
        event="applications_assigned",
        subject_id=uuid.uuid5(call.id, " ".join(sorted(str(each.id) for each in given))),
        person=person,
        template="evaluation/notices/assigned",
        context={"call": call, "count": len(given)},
        call_id=call.id,
        reply_to=call.organiser.email,
    )
