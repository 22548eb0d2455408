"""Which messages to a committee are not true any more when their turn comes, or not for their readers' eyes."""

from flask import Flask
from sqlalchemy import select

from grants.accounts.models import Person
from grants.accounts.truth import holds_in_call
from grants.applications.models import Application
from grants.calls.models import Call
from grants.calls.promises.truth import promises_otherwise
from grants.calls.queries import rules_of
from grants.db import db
from grants.evaluation.dockets import tally_of
from grants.evaluation.policies import DECLARABLE
from grants.evaluation.queries import stands_aside
from grants.notices.models import Message, Withheld
from grants.notices.truth import offer_truth

TO_HOLDERS = (
    "applications_assigned",
    "committee_invited",
    "declaration_missing",
    "evaluation_late",
    "evaluation_moved",
    "evaluation_reminder",
    "secretary_invited",
    "sheet_entered",
    "sheet_reopened",
    "sheets_in",
)
"""What only those read who hold a role in the call."""


def init_app(app: Flask) -> None:
    """Let the outbox ask."""
    offer_truth(app, seat_lost, *TO_HOLDERS)
    offer_truth(app, in_the_way, "sheet_entered", "sheet_reopened")
    offer_truth(app, promises_otherwise, "evaluation_moved")
    offer_truth(app, _needs_no_reminder, "evaluation_late", "evaluation_reminder", "declaration_missing")


def seat_lost(message: Message) -> Withheld | None:
    """Say that the reader of a message holds no role in its call any more."""
    organiser_id = db.session.scalar(select(Call.organiser_id).where(Call.id == message.call_id))
    return None if holds_in_call(message.person_id, message.call_id, organiser_id) else Withheld.SEAT_LOST


def in_the_way(message: Message) -> Withheld | None:
    """Say that the reader of a message is in conflict with the application it tells of, or that it is their own."""
    person = db.session.get(Person, message.person_id)
    application = db.session.get(Application, message.application_id, populate_existing=True)
    return Withheld.CONFLICT if person and application and stands_aside(person, application) else None


def _needs_no_reminder(message: Message) -> Withheld | None:
    """Say that the sheets are in or closed, or that they are due at another time."""
    call = db.session.get(Call, message.call_id, populate_existing=True)
    person = db.session.get(Person, message.person_id)
    if call is None or person is None or call.stage not in DECLARABLE:
        return Withheld.OVER
    due_at = rules_of(call).schedule.evaluation_due_at.isoformat()
    if message.facts.get("due_at", due_at) != due_at:
        return Withheld.MOVED
    tally = tally_of(person, call)
    return None if tally.undeclared or tally.to_score else Withheld.DONE
