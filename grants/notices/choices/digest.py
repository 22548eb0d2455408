"""The message of the day: one for each person who wants it, made by the worker of what stands in their inbox."""

import uuid
from collections import defaultdict
from datetime import datetime, time

from sqlalchemy import select

from grants import clock
from grants.db import db
from grants.notices.models import Message, MessageState
from grants.notices.register import Audience, Event, Purpose
from grants.notices.services import queue
from grants.notices.truth import why_withheld
from grants.notices.workflow import WORKFLOW, Step
from grants.web.filters import zone

DIGEST = "digest"
AT = time(8)
"""When the message of the day is made, by the clock of the service."""
PEOPLE_AT_ONCE = 50
"""People whose message one transaction makes."""
MOST_LISTED = 50
"""Messages that one names; the inbox has the others."""
EVENTS = (
    Event(
        name=DIGEST,
        template="notices/notices/digest",
        audience=Audience.ANYBODY,
        purpose=Purpose.SUMMARY,
        priority=8,
    ),
)


def send_digests() -> int:
    """Make the message of the day for some people, in one transaction; return for how many, 0 when all have it.

    It holds what was gathered before its hour, so nobody gets two on a day. May be stopped anywhere and begun again.
    """
    made_at = datetime.combine(clock.now().astimezone(zone()), AT, zone())
    if clock.now() < made_at:
        return 0
    gathered = Message.state == MessageState.GATHERED
    due = select(Message.person_id).where(gathered, Message.queued_at < made_at, Message.person_id.is_not(None))
    people = list(db.session.scalars(due.group_by(Message.person_id).order_by(Message.person_id).limit(PEOPLE_AT_ONCE)))
    waiting = select(Message).where(gathered, Message.queued_at < made_at, Message.person_id.in_(people))
    by_person: dict[uuid.UUID | None, list[Message]] = defaultdict(list)
    for message in db.session.scalars(waiting.order_by(Message.queued_at, Message.id).with_for_update()):
        by_person[message.person_id].append(message)
    for person_id, messages in by_person.items():
        _send(person_id, messages, made_at)
    db.session.flush()
    return len(by_person)


def _send(person_id: uuid.UUID | None, messages: list[Message], made_at: datetime) -> None:
    """Name what is still true, and leave all of it to the inbox."""
    from grants.accounts.models import Person  # not above: people get messages from here

    told = []
    for message in messages:
        message.withheld = why_withheld(message)
        step = Step.CANCEL if message.withheld else Step.TELL
        message.state = WORKFLOW.target(message.state, step)
        if not message.withheld:
            told.append(message)
    person = db.session.get(Person, person_id)
    if told and person is not None and person_id is not None:
        queue(
            event=DIGEST,
            subject_id=uuid.uuid5(person_id, made_at.date().isoformat()),
            person=person,
            template="notices/notices/digest",
            context={"messages": told[:MOST_LISTED], "more": max(0, len(told) - MOST_LISTED), "count": len(told)},
        )
