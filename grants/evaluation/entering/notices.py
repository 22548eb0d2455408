"""What a member is told of a sheet that was typed in for them."""

import uuid

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.calls.rules.document import Rules
from grants.evaluation.models import Sheet
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="sheet_entered", template="evaluation/notices/sheet_entered", audience=Audience.COMMITTEE, secret=True),
)


def sheet_entered(application: Application, member: Person, sheet: Sheet, rules: Rules) -> None:
    """Tell a member, and nobody else, what was typed in; the words are not kept once they are sent."""
    call = application.call
    queue(
        event="sheet_entered",
        subject_id=uuid.uuid5(sheet.id, str(sheet.revision)),  # each time is told
        person=member,
        template="evaluation/notices/sheet_entered",
        context={"call": call, "application": application, "sheet": sheet, "rules": rules},
        call_id=call.id,
        application_id=application.id,
        reply_to=call.organiser.email,
    )
