"""Use cases of the outbox: queue a message, send one again."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app, g, has_request_context
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from grants import clock
from grants.accounts.models import Person
from grants.db import db
from grants.notices.models import Message
from grants.notices.rendering import render
from grants.web.requests import after_commit

_INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def queue(
    *,
    event: str,
    subject_id: uuid.UUID,
    person: Person,
    template: str,
    context: Mapping[str, Any],
    call_id: uuid.UUID | None = None,
    reply_to: str = "",
    secret: bool = False,
    priority: int = 5,
    due_at: datetime | None = None,
) -> Message:
    """Write a message into the outbox, once per event, subject and address; lower priorities are sent first.

    `templates/<template>.txt` gives its words, see `grants.notices.rendering`. Returns the message there is, new or old.
    """
    now = clock.now()
    words = render(template, person.language, {**context, "person": person})
    message = Message(
        id=uuid.uuid4(),
        event=event,
        subject_id=subject_id,
        call_id=call_id,
        person_id=person.id,
        address=person.email,
        language=person.language,
        subject=words.subject,
        text=words.text,
        html=words.html,
        reply_to=reply_to,
        secret=secret,
        priority=priority,
        queued_at=now,
        due_at=due_at or now,
    )
    stored = _insert_once(message)
    _wake_after_commit()
    return stored


def _insert_once(message: Message) -> Message:
    """Insert unless the same was queued before, also by a transaction at this very moment."""
    columns = Message.__table__.columns.keys()
    values = {name: getattr(message, name) for name in columns if getattr(message, name) is not None}
    insert = _INSERT[db.session.get_bind().dialect.name](Message).values(**values)
    db.session.execute(insert.on_conflict_do_nothing(index_elements=["event", "subject_id", "address"]))
    return db.session.scalars(
        select(Message).where(
            Message.event == message.event,
            Message.subject_id == message.subject_id,
            Message.address == message.address,
        )
    ).one()


def _wake_after_commit() -> None:
    """Wake the worker once this request is stored; elsewhere the schedule finds the message within seconds."""
    if has_request_context() and "notices_wake" not in g:
        g.notices_wake = True
        after_commit(current_app.extensions["wake"])
