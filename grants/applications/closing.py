"""What the end of a call does to its applications: drafts end, and one root over all receipts is fixed."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from grants import events
from grants.accounts.models import Person
from grants.applications import notices
from grants.applications.commitments import root_of
from grants.applications.events import ApplicationNotSubmitted
from grants.applications.models import Application, ApplicationMember, ApplicationState, Receipt
from grants.applications.services import move
from grants.applications.workflow import Action
from grants.calls.events import CallCancelled, CallClosed
from grants.calls.models import Call
from grants.db import db
from grants.journal.services import record


def end_drafts(call: Call, most: int) -> int:
    """End at most so many drafts of a call whose deadline is over and tell their members; return how many."""
    drafts = _in_state(call, ApplicationState.DRAFT, most=most)
    for application in drafts:
        move(application=application, action=Action.END, actor=None)
        events.publish(ApplicationNotSubmitted(application.id, call.id))
        notices.not_submitted(application)
    return len(drafts)


def on_call_closed(event: CallClosed) -> None:
    """Fix the root over the receipts of a call, once its drafts have ended."""
    _fix_root(db.session.get_one(Call, event.call_id))


def on_call_cancelled(event: CallCancelled) -> None:
    """Tell everybody who works on an application that the call was cancelled, and why."""
    call = db.session.get_one(Call, event.call_id)
    over = (ApplicationState.WITHDRAWN, ApplicationState.NOT_SUBMITTED)
    for application in _in_state(call, *(state for state in ApplicationState if state not in over)):
        notices.call_cancelled(application)


def _in_state(call: Call, *states: ApplicationState, most: int | None = None) -> list[Application]:
    people = joinedload(ApplicationMember.person, innerjoin=True).options(lazyload(Person.roles))
    found = (
        select(Application)
        .where(Application.call_id == call.id, Application.state.in_(states))
        .options(selectinload(Application.memberships).options(people))
        .order_by(Application.id)
        .limit(most)
    )
    return list(db.session.scalars(found))


def _fix_root(call: Call) -> None:
    commitments = db.session.scalars(select(Receipt.commitment).where(Receipt.call_id == call.id)).all()
    call.receipts_root = root_of(commitments)
    db.session.flush()
    details = {"root": call.receipts_root, "receipts": len(commitments)}
    record(action="call.receipts_root_fixed", subject=call, actor=None, call_id=call.id, details=details)
