"""What the members of a committee are told by e-mail."""

import uuid

from grants.accounts.models import Person, Role, Seat
from grants.accounts.words import SEATS
from grants.applications.models import Application
from grants.calls.models import Call
from grants.evaluation.models import Sheet
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="committee_invited", template="evaluation/notices/invited", audience=Audience.COMMITTEE),
    Event(name="secretary_invited", template="evaluation/notices/made_secretary", audience=Audience.OFFICIAL),
    Event(name="sheet_reopened", template="evaluation/notices/sheet_reopened", audience=Audience.COMMITTEE),
)


def invited(call: Call, person: Person, role: Role) -> None:
    """Tell somebody that they have a seat in the committee and what they are asked to do."""
    queue(
        event="committee_invited",
        subject_id=role.id,
        person=person,
        template="evaluation/notices/invited",
        context={"call": call, "organiser": call.organiser, "seat": SEATS[role.seat or Seat.MEMBER]},
        call_id=call.id,
        reply_to=call.organiser.email,
    )


def made_secretary(call: Call, person: Person, role: Role) -> None:
    """Tell somebody that they keep the papers of a committee."""
    queue(
        event="secretary_invited",
        subject_id=role.id,
        person=person,
        template="evaluation/notices/made_secretary",
        context={"call": call, "organiser": call.organiser},
        call_id=call.id,
        reply_to=call.organiser.email,
    )


def sheet_reopened(application: Application, person: Person, sheet: Sheet, reason: str) -> None:
    """Tell an evaluator that a submitted sheet can be changed again, and why."""
    call = application.call
    queue(
        event="sheet_reopened",
        subject_id=uuid.uuid5(sheet.id, str(sheet.revision)),  # each time is told
        person=person,
        template="evaluation/notices/sheet_reopened",
        context={"call": call, "application": application, "reason": reason},
        call_id=call.id,
        application_id=application.id,
        reply_to=call.organiser.email,
    )
