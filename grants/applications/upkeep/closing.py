"""What the end of a call does to its applications: drafts end, and one root over all receipts is fixed."""

import uuid

from sqlalchemy import ColumnElement, and_, or_, select

from grants import clock, events
from grants.applications import notices
from grants.applications.commitments import root_of
from grants.applications.events import ApplicationNotSubmitted, ApplicationSubmitted
from grants.applications.models import Application, ApplicationState
from grants.applications.queries import MEMBERS, commitments_in
from grants.applications.services import drop_change, move
from grants.applications.services.removing import remove
from grants.applications.workflow import Action
from grants.calls.events import CallClosed, CallDiscarded, CallPublished
from grants.calls.models import Call
from grants.calls.phase import CLOSING_MARGIN
from grants.db import db
from grants.journal.services import record


def end_drafts(call: Call, most: int) -> int:
    """End at most so many drafts and changes whose deadline is over and tell their members; return how many."""
    margin = clock.now() - CLOSING_MARGIN
    over = or_(Application.open_until.is_(None), Application.open_until <= margin)
    drafts = _in_state(call, ApplicationState.DRAFT, which=over, most=most)
    for application in drafts:
        notices.not_submitted(application)
        move(application=application, action=Action.END, actor=None)
        events.publish(ApplicationNotSubmitted(application.id, call.id))
    changed = and_(over, Application.change.is_not(None))
    changes = _in_state(call, ApplicationState.SUBMITTED, which=changed, most=most - len(drafts))
    for application in changes:
        notices.change_not_submitted(application)
        drop_change(application=application, actor=None)
    return len(drafts) + len(changes)


def on_call_closed(event: CallClosed) -> None:
    """Fix the root over the receipts of a call, once its drafts have ended."""
    _fix_root(db.session.get_one(Call, event.call_id))


def on_submitted(event: ApplicationSubmitted) -> None:
    """Fix the root anew when something that came on paper is registered after the closing."""
    call = db.session.get_one(Call, event.call_id)
    if call.receipts_root is not None:
        _fix_root(call)


def on_call_published(event: CallPublished) -> None:
    """Remove the trials of officials: nothing of them is left in figures or numbers."""
    _remove_trials(event.call_id)


def on_call_discarded(event: CallDiscarded) -> None:
    """Remove the trials of officials with the draft they stand in."""
    _remove_trials(event.call_id)


def _remove_trials(call_id: uuid.UUID) -> None:
    """Delete every application of a draft call; the bytes of its files go with the next sweep."""
    remove(select(Application.id).where(Application.call_id == call_id))


def _in_state(
    call: Call, *states: ApplicationState, which: ColumnElement[bool] | None = None, most: int | None = None
) -> list[Application]:
    found = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.in_(states))
        .options(MEMBERS)
        .order_by(Application.id)
        .limit(most)
    )
    return list(db.session.scalars(found if which is None else found.where(which)))


def _fix_root(call: Call) -> None:
    commitments = commitments_in(call.id)
    call.receipts_root = root_of(commitments)
    db.session.flush()
    details = {"root": call.receipts_root, "receipts": len(commitments)}
    record(action="call.receipts_root_fixed", subject=call, actor=None, call_id=call.id, details=details)
