"""What members are told of a written procedure: the link by which they vote."""

import uuid

from grants.accounts.models import Person
from grants.awards.meetings.models import Invitation, Sitting
from grants.awards.meetings.written.queries import token_of
from grants.calls.queries import rules_of
from grants.notices.register import Audience, Event
from grants.notices.services import queue

EVENTS = (
    Event(name="written_asked", template="awards/notices/written_asked", audience=Audience.COMMITTEE, secret=True),
    Event(
        name="written_reminder",
        template="awards/notices/written_reminder",
        audience=Audience.COMMITTEE,
        secret=True,
        urgent=True,
    ),
    Event(name="written_moved", template="awards/notices/written_moved", audience=Audience.COMMITTEE, secret=True),
    Event(name="written_cancelled", template="awards/notices/written_cancelled", audience=Audience.COMMITTEE),
)


def asked(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Ask somebody for their votes."""
    _tell("written_asked", sitting, invitation, person, invitation.id)


def reminded(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Remind somebody who has not voted, once before each moment until which votes are taken."""
    _tell("written_reminder", sitting, invitation, person, uuid.uuid5(invitation.id, f"reminder {sitting.revision}"))


def moved(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Tell somebody until when votes are taken now; each time is told."""
    _tell("written_moved", sitting, invitation, person, uuid.uuid5(invitation.id, str(sitting.revision)))


def cancelled(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Tell somebody who was asked that nothing is voted on in writing."""
    _tell("written_cancelled", sitting, invitation, person, uuid.uuid5(invitation.id, "cancelled"))


def _tell(event: str, sitting: Sitting, invitation: Invitation, person: Person, about: uuid.UUID) -> None:
    organiser = rules_of(sitting.call).organiser
    queue(
        event=event,
        subject_id=about,
        person=person,
        template=f"awards/notices/{event}",
        context={"sitting": sitting, "call": sitting.call, "organiser": organiser, "token": token_of(invitation)},
        call_id=sitting.call_id,
        reply_to=organiser.email,
    )
