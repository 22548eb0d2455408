"""Messages in the outbox, and a mail server to deliver them to."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select

from grants.db import db
from grants.notices.models import Message
from grants.notices.services import queue
from tests.factories.people import a_person

TEMPLATE = "accounts/notices/sign_in"


def a_message(email: str = "", **options: Any) -> Message:
    """Return a message queued and stored, for a person and an event of its own unless named.

    The test reads nothing more: on SQLite its transaction would keep every worker from writing.
    """
    context = {"code": "123456", "token": "open-sesame"}
    written = {"event": "example", "subject_id": uuid.uuid4(), "template": TEMPLATE, "context": context, **options}
    person = a_person(email=email)
    queue(person=person, **written)
    message = db.session.scalars(select(Message).where(Message.person_id == person.id)).one()
    db.session.commit()
    return message


def states() -> list[str]:
    """Return the states of all messages, in the order in which they were queued."""
    return [state.value for state in db.session.scalars(select(Message.state).order_by(Message.queued_at))]


@contextmanager
def mail_through(app: Flask, url: str, *, development: bool = True) -> Iterator[None]:
    """Have the application send its mail to a server."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, smtp_url=url, development=development, mail_recipients="everybody")
    try:
        yield
    finally:
        app.extensions["settings"] = settings
