"""Which messages about applications are not true any more when their turn comes, or not for their readers' eyes."""

from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.applications.models import Application, ApplicationMember, ApplicationState, Clarification
from grants.calls.models import Call, Stage
from grants.calls.promises.truth import promises_otherwise
from grants.db import db
from grants.notices.models import Message, Withheld
from grants.notices.truth import offer_truth

OF_MEMBERS = (
    "application_change_not_submitted",
    "application_confirm_answered",
    "application_file_infected",
    "application_last_hours",
    "application_leads",
    "application_let_in",
    "application_not_submitted",
    "application_received",
    "application_reminder",
    "application_withdrawn",
    "call_amended",
    "call_cancelled",
    "date_missed",
    "date_moved",
    "clarification_answered",
    "clarification_asked",
    "clarification_due",
    "clarification_missed",
)
"""What only those read who work on the application, or are invited to."""


def init_app(app: Flask) -> None:
    """Let the outbox ask."""
    offer_truth(app, not_theirs, *OF_MEMBERS)
    offer_truth(app, _needs_no_reminder, "application_reminder", "application_last_hours")
    offer_truth(app, _needs_no_answer, "clarification_due")
    offer_truth(app, promises_otherwise, "date_missed", "date_moved")


def not_theirs(message: Message) -> Withheld | None:
    """Say that the reader of a message does not work on the application it tells of any more."""
    if message.application_id is None:
        return None
    there = select(ApplicationMember.id).where(
        ApplicationMember.application_id == message.application_id,
        ApplicationMember.person_id == message.person_id,
        ApplicationMember.ended_at.is_(None),
    )
    return Withheld.NOT_THEIRS if db.session.scalar(there.limit(1)) is None else None


def _needs_no_reminder(message: Message) -> Withheld | None:
    """Say that the application was sent in or taken back, or that its deadline is another one or over."""
    found = (
        select(Application.state, Application.change.is_not(None), Application.open_until, Call.stage, Call.closes_at)
        .join(Call, Call.id == Application.call_id)
        .where(Application.id == message.application_id)
    )
    row = db.session.execute(found).one_or_none()
    if row is None:
        return Withheld.DONE
    state, is_changed, open_until, stage, closes_at = row
    closes_at = max(closes_at, open_until or closes_at)
    is_unsent = state is ApplicationState.DRAFT or (state is ApplicationState.SUBMITTED and is_changed)
    if not is_unsent:
        return Withheld.OVER if state is ApplicationState.NOT_SUBMITTED else Withheld.DONE
    if stage is not Stage.PUBLISHED:
        return Withheld.OVER
    if message.facts.get("closes_at", closes_at.isoformat()) != closes_at.isoformat():
        return Withheld.MOVED
    return Withheld.OVER if closes_at <= clock.now() else None


def _needs_no_answer(message: Message) -> Withheld | None:
    """Say that a clarification was given, or that its term is over."""
    clarification = db.session.get(Clarification, message.subject_id)
    if clarification is None or not clarification.is_open:
        return Withheld.DONE
    return Withheld.OVER if clarification.due_at <= clock.now() else None
