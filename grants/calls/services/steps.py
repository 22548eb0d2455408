"""The steps of a call: publish, move on, cancel; and what a step still lacks."""

from collections.abc import Callable
from datetime import date

from flask import Flask, current_app
from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.calls.events import CallCancelled, CallPublished, StageChanged
from grants.calls.models import Call, FilePurpose, Stage
from grants.calls.phase import CLOSING_MARGIN, Phase
from grants.calls.queries import editable_version, rules_of
from grants.calls.reasons import Reason
from grants.calls.rules.problems import InvalidDocument
from grants.calls.rules.validation import publication_problems
from grants.calls.services.approving import require_approval
from grants.calls.services.closing import close_at_once, is_extended
from grants.calls.services.files import add_file
from grants.calls.services.locking import lock
from grants.calls.workflow import TARGETS, WORKFLOW, Action
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.events import publish as tell
from grants.journal.services import record
from grants.web.filters import moment
from grants.web.uploads import Uploaded

MAX_REASON = 2000
_GUARDS = "grants.calls.guards"

ActBehind = tuple[str, str, date | None]
"""Body, number and date of the act behind what is done."""
Check = Callable[[Call], list[Reason]]


def guard(app: Flask, action: Action, check: Check) -> None:
    """Let a stage say what is still missing in a call before an action is possible, and where that is done."""
    app.extensions.setdefault(_GUARDS, {}).setdefault(action, []).append(check)


def missing(call: Call, action: Action) -> list[Reason]:
    """Return what is still missing before an action is possible, for the official to read."""
    checks: list[Check] = current_app.extensions.get(_GUARDS, {}).get(action, [])
    return [reason for check in checks for reason in check(call)]


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
    _require(call, Action.PUBLISH)
    version = editable_version(call)
    if version is not None:
        require_approval(call, version, actor)
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
    _require(call, action)
    if action is Action.START_CHECKING:
        close_at_once(call, clock.now())
    _move(call, action, actor)
    tell(StageChanged(call_id=call.id, source=source, target=call.stage))
    return call


def cancel(*, call: Call, reason: str, act: ActBehind, actor: Person | None, uploaded: Uploaded | None = None) -> Call:
    """End a call for good, with a reason and the act behind it, which everybody reads.

    Raise Invalid without a reason, Conflict once it is decided.
    """
    call = lock(call.id, exclusive=True)
    if call.stage is Stage.CANCELLED:
        return call
    WORKFLOW.target(call.stage, Action.CANCEL)
    reason = reason.strip()
    if not 0 < len(reason) <= MAX_REASON:
        raise Invalid(_("A cancelled call needs a reason."), {"reason": _("Write why the call is cancelled.")})
    call.cancel_reason = reason
    call.cancel_act_body, call.cancel_act_number, call.cancel_act_date = act
    if uploaded:
        add_file(call, FilePurpose.CANCELLATION, call.version, uploaded, actor)
    _move(call, Action.CANCEL, actor)
    tell(CallCancelled(call_id=call.id))
    return call


def still_open(call: Call) -> list[Reason]:
    """Return why checking cannot start: applications may still arrive or be stored."""
    now = clock.now()
    if call.phase_at(now) is not Phase.CLOSED:
        return [Reason(_("Applications can still be submitted."))]
    if now < call.accepts_until + CLOSING_MARGIN:
        return [Reason(_("What arrived in the last seconds is still being stored. Try again in two minutes."))]
    if is_extended(call, now):
        until = moment(call.extended_until)
        return [Reason(_("The deadline was moved for one applicant: they can submit until %(until)s.", until=until))]
    return []


def _require(call: Call, action: Action) -> None:
    """Raise Conflict with everything that is still missing before an action."""
    reasons = missing(call, action)
    if reasons:
        raise Conflict(" ".join(map(str, reasons)))


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
