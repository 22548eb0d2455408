"""What members, substitutes and secretaries are told of sittings, each time with the entry for their calendar."""

import uuid
from io import BytesIO

from flask_babel import force_locale

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Enclosure
from grants.awards.meetings.calendar import calendar_of
from grants.awards.meetings.models import Invitation, Sitting
from grants.calls.queries import rules_of
from grants.db import db
from grants.notices.envelope import AttachedFile
from grants.notices.register import Audience, Event
from grants.notices.services import queue_words, words_of
from grants.storage import storage

EVENTS = (
    Event(name="sitting_invited", template="awards/notices/sitting_invited", audience=Audience.COMMITTEE),
    Event(name="sitting_changed", template="awards/notices/sitting_changed", audience=Audience.COMMITTEE),
    Event(name="sitting_cancelled", template="awards/notices/sitting_cancelled", audience=Audience.COMMITTEE),
    Event(name="sitting_called_in", template="awards/notices/sitting_called_in", audience=Audience.COMMITTEE),
)

CALENDAR = "text/calendar"


def entry_of(sitting: Sitting) -> AttachedFile:
    """Keep the entry of a sitting as it is now, to go with messages; in the first language of the rules."""
    with force_locale(rules_of(sitting.call).languages[0]):
        stored = storage().put(BytesIO(calendar_of(sitting)))
    name = f"{sitting.call.slug}-sitting-{sitting.number}.ics"
    kept = Enclosure(call_id=sitting.call_id, name=name, media_type=CALENDAR, size=stored.size, sha256=stored.sha256)
    kept.storage_key, kept.added_at, kept.scanned_at = stored.key, clock.now(), clock.now()  # nobody sent it to us
    db.session.add(kept)
    return AttachedFile(name, CALENDAR, stored.sha256, stored.key)


def invited(sitting: Sitting, invitation: Invitation, person: Person, entry: AttachedFile) -> None:
    """Invite somebody."""
    _tell("sitting_invited", sitting, person, invitation.id, entry)


def called_in(sitting: Sitting, invitation: Invitation, person: Person, entry: AttachedFile) -> None:
    """Tell a substitute that they vote in a sitting."""
    _tell("sitting_called_in", sitting, person, invitation.id, entry)


def changed(sitting: Sitting, person: Person, entry: AttachedFile) -> None:
    """Tell somebody that date or place has changed; each time is told."""
    _tell("sitting_changed", sitting, person, uuid.uuid5(sitting.id, str(sitting.revision)), entry)


def cancelled(sitting: Sitting, person: Person, entry: AttachedFile) -> None:
    """Tell somebody that a sitting does not take place."""
    _tell("sitting_cancelled", sitting, person, sitting.id, entry)


def _tell(event: str, sitting: Sitting, person: Person, about: uuid.UUID, entry: AttachedFile) -> None:
    organiser = rules_of(sitting.call).organiser
    context = {"sitting": sitting, "call": sitting.call, "organiser": organiser}
    queue_words(
        event=event,
        subject_id=about,
        person=person,
        words=words_of(event, f"awards/notices/{event}", person, context),
        language=person.language,
        attachments=[entry],
        call_id=sitting.call_id,
        reply_to=organiser.email,
    )
