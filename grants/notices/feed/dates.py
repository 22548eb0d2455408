"""What waits for a person by a date, as a calendar."""

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from grants import clock
from grants.calendars import Entry, calendar_file
from grants.web.slots import Task, tasks_of

if TYPE_CHECKING:
    from grants.accounts.models import Person

MOMENT = timedelta(minutes=30)
"""How long a deadline takes in a calendar; it ends with the deadline."""


def calendar_of(person: "Person") -> bytes:
    """Return the tasks of a person that have a date, in their language: what is done stands there no more."""
    with force_locale(person.language):
        entries = [_entry(task) for task in tasks_of(person) if task.due_at is not None]
        return calendar_file(entries, product="tasks", name=_("Grant competitions"))


def _entry(task: Task) -> Entry:
    due_at = task.due_at or clock.now()
    begins_at = due_at if task.lasts else due_at - MOMENT
    return Entry(
        uid=f"task-{sha256(task.url.encode()).hexdigest()[:32]}",
        summary=task.title,
        begins_at=begins_at,
        ends_at=begins_at + (task.lasts or MOMENT),
        stamped_at=clock.now(),
        description=task.detail,
        url=str(current_app.extensions["settings"].base_url) + task.url,
    )
