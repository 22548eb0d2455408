"""What other pages show of an inbox."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from grants.accounts.models import Person
from grants.accounts.personal import offer_data
from grants.db import db
from grants.notices.choices.queries import choices_of
from grants.notices.inbox.conditions import in_inbox
from grants.notices.models import Message
from grants.web.reader import reader


def in_menu() -> dict[str, Any] | None:
    """Return what the menu shows to who has something unread; nobody else sees the entry."""
    person = reader()
    return {} if person is not None and person.has_unread else None


def offer_own(app: Flask) -> None:
    """Add the messages and choices of a person to what the service knows about them."""
    offer_data(app, _data_of)


def _data_of(person: Person) -> dict[str, Any]:
    found = select(Message.queued_at, Message.address, Message.subject, Message.body)
    messages = found.where(Message.person_id == person.id, in_inbox()).order_by(Message.queued_at, Message.id)
    chosen = choices_of(person.id)
    return {
        "messages": [
            {"queued_at": at.isoformat(), "to": address, "subject": subject, "words": body}
            for at, address, subject, body in db.session.execute(messages)
        ],
        "message_choices": None
        if chosen is None
        else {
            "pace": chosen.pace.value,
            "quiet_from": chosen.quiet_from,
            "quiet_until": chosen.quiet_until,
            "without_email": chosen.off,
        },
    }
