"""Use cases of calls: prepare, publish, move, close, cancel. Nothing else changes their state."""

import uuid
from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import ScalarSelect, select
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.models import Person
from grants.calls.events import CallCancelled, CallClosed, CallPublished, StageChanged
from grants.calls.models import Call, CallVersion, Stage
from grants.calls.phase import CLOSING_MARGIN, Phase, accepts_until
from grants.calls.queries import rules_of
from grants.calls.reasons import Reason
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.validation import publication_problems
from grants.calls.workflow import TARGETS, WORKFLOW, Action
from grants.db import db
from grants.errors import Conflict, Invalid, NotFound
from grants.events import publish as tell
from grants.journal.services import record

MAX_REASON = 2000
CLOSED_AT_ONCE = 20
"""How many calls one run of `finish_closing` closes, so that its transaction stays short."""

RESERVED = frozenset({"new"})
"""Addresses of pages beside the calls."""

_GUARDS = "grants.calls.guards"

Check = Callable[[Call], list[Reason]]


def guard(app: Flask, action: Action, check: Check) -> None:
    """Let a stage say what is still missing in a call before an action is possible, and where that is done."""
    app.extensions.setdefault(_GUARDS, {}).setdefault(action, []).append(check)


def missing(call: Call, action: Action) -> list[Reason]:
    """Return what is still missing before an action is possible, for the official to read."""
    checks: list[Check] = current_app.extensions.get(_GUARDS, {}).get(action, [])
    return [reason for check in checks for reason in check(call)]


def lock(call_id: uuid.UUID | ScalarSelect[uuid.UUID], *, exclusive: bool) -> Call:
    """Return the call as it is now and keep others from changing it until the transaction ends; raise NotFound.

    Who only relies on the call's state shares the lock; who changes it takes it alone.
    """
    query = select(Call).where(Call.id == call_id).with_for_update(read=not exclusive, of=Call)
    call = db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
    if call is None:
        raise NotFound
    return call


def create(*, organiser_id: uuid.UUID, rules: Rules, actor: Person | None) -> Call:
    """Prepare a call, as a draft; raise Invalid with the field `slug` if the address is taken."""
    now = clock.now()
    by = actor.id if actor else None
    call = Call(id=uuid.uuid4(), organiser_id=organiser_id, created_by_id=by, created_at=now)
    version = CallVersion(call_id=call.id, number=1, created_by_id=by, created_at=now)
    _store(call, version, rules)
    record(action="call.created", subject=call, actor=actor, call_id=call.id, details={"digest": version.digest})
    return call


def replace_rules(*, call: Call, rules: Rules, actor: Person | None) -> Call:
    """Put other rules in the place of a draft's; the same rules again change nothing.

    Raise Conflict once published, Invalid if the new address is taken.
    """
    call = lock(call.id, exclusive=True)
    if call.stage is not Stage.DRAFT:
        raise Conflict(_("The rules of a published call cannot be replaced."))
    if digest(rules) == call.rules_digest:
        return call
    version = db.session.scalars(select(CallVersion).where(CallVersion.call_id == call.id)).one()
    _store(call, version, rules)
    record(action="call.rules_replaced", subject=call, actor=actor, call_id=call.id, details={"digest": version.digest})
    return call


def publish(*, call: Call, actor: Person | None) -> Call:
    """Freeze the rules and let the schedule begin; raise InvalidDocument with all that the rules still lack.

    A second time does nothing, here and in `advance` and `cancel`: buttons are clicked twice.
    """
    call = lock(call.id, exclusive=True)
    if call.stage is Stage.PUBLISHED:
        return call
    WORKFLOW.target(call.stage, Action.PUBLISH)
    problems = publication_problems(rules_of(call))
    if problems:
        raise InvalidDocument(problems)
    _move(call, Action.PUBLISH, actor)
    tell(CallPublished(call_id=call.id))
    return call


def advance(*, call: Call, action: Action, actor: Person | None) -> Call:
    """Move a published call one step on; raise Conflict with what is missing, or when it was moved already."""
    call = lock(call.id, exclusive=True)
    source = call.stage
    if source is TARGETS[action]:
        return call
    WORKFLOW.target(source, action)
    reasons = missing(call, action)
    if reasons:
        raise Conflict(" ".join(map(str, reasons)))
    if action is Action.START_CHECKING:
        _close(call, clock.now())
    _move(call, action, actor)
    tell(StageChanged(call_id=call.id, source=source, target=call.stage))
    return call


def cancel(*, call: Call, reason: str, actor: Person | None) -> Call:
    """End a call for good, with a reason everybody reads; raise Invalid without one, Conflict once it is decided."""
    call = lock(call.id, exclusive=True)
    if call.stage is Stage.CANCELLED:
        return call
    WORKFLOW.target(call.stage, Action.CANCEL)
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASON:
        raise Invalid(_("A cancelled call needs a reason."), {"reason": _("Write why the call is cancelled.")})
    call.cancel_reason = reason
    _move(call, Action.CANCEL, actor)
    tell(CallCancelled(call_id=call.id))
    return call


def finish_closing(now: datetime) -> int:
    """Do what the deadline sets off, for calls where nobody has done it yet; return for how many."""
    due = select(Call.id).where(
        Call.stage == Stage.PUBLISHED, Call.accepts_until <= now - CLOSING_MARGIN, Call.closing_done_at.is_(None)
    )
    found = db.session.scalars(due.order_by(Call.accepts_until, Call.id).limit(CLOSED_AT_ONCE)).all()
    return sum(_close(lock(call_id, exclusive=True), now) for call_id in found)


def still_open(call: Call) -> list[Reason]:
    """Return why checking cannot start: applications may still arrive or be stored."""
    now = clock.now()
    if call.phase_at(now) is not Phase.CLOSED:
        return [Reason(_("Applications can still be submitted."))]
    if now < call.accepts_until + CLOSING_MARGIN:
        return [Reason(_("What arrived in the last seconds is still being stored. Try again in two minutes."))]
    return []


def _close(call: Call, now: datetime) -> bool:
    """Close a locked call unless somebody else was first."""
    if call.closing_done_at is not None or call.phase_at(now) is not Phase.CLOSED:
        return False
    call.closing_done_at = now
    tell(CallClosed(call_id=call.id))
    record(action="call.closed", subject=call, actor=None, call_id=call.id)
    return True


def _move(call: Call, action: Action, actor: Person | None) -> None:
    source, call.stage = call.stage, WORKFLOW.target(call.stage, action)
    db.session.flush()
    record(
        action=f"call.{action.value}",
        subject=call,
        actor=actor,
        call_id=call.id,
        source=source.value,
        target=call.stage.value,
        details={"digest": call.rules_digest} if action is Action.PUBLISH else None,
    )


def _follow(call: Call, version: CallVersion, rules: Rules) -> None:
    """Write rules into a version and what the database asks for into its call."""
    schedule, act = rules.schedule, rules.approved_by
    version.rules = dump(rules)
    version.digest = call.rules_digest = digest(rules)
    if act:
        version.act_body, version.act_number, version.act_date = act.body, act.number, act.date
    call.slug, call.title = rules.slug, dict(rules.title)
    call.published_at, call.opens_at, call.closes_at = schedule.published_at, schedule.opens_at, schedule.closes_at
    call.grace_seconds = schedule.grace_seconds
    call.accepts_until = accepts_until(schedule.closes_at, schedule.grace_seconds)


def _store(call: Call, version: CallVersion, rules: Rules) -> None:
    """Store a call with its rules; raise Invalid with the field `slug` if another call has its address."""
    if rules.slug in RESERVED:
        raise Invalid(_("This address is taken by a page of the site."), {"slug": _("Choose another address.")})
    try:
        with db.session.begin_nested():
            _follow(call, version, rules)
            db.session.add_all([call, version])
    except IntegrityError as error:
        if "slug" not in str(error.orig):
            raise
        taken = _("There is a call with the address “%(slug)s” already.", slug=rules.slug)
        raise Invalid(taken, {"slug": taken}) from error
