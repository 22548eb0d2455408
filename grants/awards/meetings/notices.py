"""What members, substitutes and secretaries are told of sittings."""

import uuid

from grants.accounts.models import Person
from grants.awards.meetings.models import Invitation, Sitting
from grants.calls.queries import rules_of
from grants.notices.services import queue


def invited(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Invite somebody, with the way to the entry for their calendar."""
    _tell("sitting_invited", sitting, person, invitation.id)


def called_in(sitting: Sitting, invitation: Invitation, person: Person) -> None:
    """Tell a substitute that they vote in a sitting."""
    _tell("sitting_called_in", sitting, person, invitation.id)


def changed(sitting: Sitting, person: Person) -> None:
    """Tell somebody that date or place has changed; each time is told."""
    _tell("sitting_changed", sitting, person, uuid.uuid5(sitting.id, str(sitting.revision)))


def cancelled(sitting: Sitting, person: Person) -> None:
    """Tell somebody that a sitting does not take place."""
    _tell("sitting_cancelled", sitting, person, sitting.id)


def _tell(event: str, sitting: Sitting, person: Person, about: uuid.UUID) -> None:
    organiser = rules_of(sitting.call).organiser
    queue(
        event=event,
        subject_id=about,
        person=person,
        template=f"awards/notices/{event}",
        context={"sitting": sitting, "call": sitting.call, "organiser": organiser},
        call_id=sitting.call_id,
        reply_to=organiser.email,
    )
