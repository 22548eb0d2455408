"""Choose when people are reminded of the deadline of a call."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.reminders.models import CHOICES, USUAL, ReminderDates
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.journal.services import record


def hours_of(call: Call) -> tuple[int, ...]:
    """Return how many hours before the deadline of a call people are reminded, the most first."""
    kept = _kept(call)
    return tuple(kept.hours) if kept else USUAL


def choose(*, call: Call, hours: Collection[int], actor: Person) -> None:
    """Remind so many hours before the deadline from now on; the same again changes nothing.

    What was sent already stays sent. Raise Invalid for other numbers than `CHOICES`, Conflict
    once the call is closed.
    """
    if not set(hours) <= set(CHOICES):
        words = _("Choose from the list.")
        raise Invalid(words, {"hours": words})
    call = calls.lock(call.id, exclusive=True)
    if call.stage not in (Stage.DRAFT, Stage.PUBLISHED):
        raise Conflict(_("Applications to this call are closed."))
    wanted = sorted(set(hours), reverse=True)
    if tuple(wanted) == hours_of(call):
        return
    kept = _kept(call) or ReminderDates(call_id=call.id)
    kept.hours = wanted
    db.session.add(kept)
    db.session.flush()
    record(action="reminders.chosen", subject=call, actor=actor, call_id=call.id, details={"hours": wanted})


def _kept(call: Call) -> ReminderDates | None:
    return db.session.scalars(select(ReminderDates).where(ReminderDates.call_id == call.id)).one_or_none()
