"""Amendments: prepared beside the rules in force, then put in force with the act behind them."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from grants import clock
from grants.accounts.models import Person
from grants.calls.amendments import obstacles
from grants.calls.events import CallAmended
from grants.calls.models import Call, CallFile, CallVersion, Stage
from grants.calls.phase import accepts_until
from grants.calls.promises.dates import moved_between
from grants.calls.queries import editable_version, rules_in, rules_of, version_of
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.calls.services.approving import ask_approval, needs_asking, require_approval
from grants.calls.services.files import keep_act
from grants.calls.services.locking import lock, lock_prepared
from grants.db import db
from grants.errors import Conflict, Invalid
from grants.events import publish as tell
from grants.journal.services import record
from grants.web.uploads import Uploaded

MAX_AMENDMENT_REASON = 2000
AMENDABLE = frozenset({Stage.PUBLISHED, Stage.CHECKING, Stage.SCORING, Stage.DELIBERATION})
"""Stages in which rules are in force that can still be changed."""


def begin_amendment(*, call: Call, actor: Person) -> CallVersion:
    """Begin an amendment with the rules in force, or go on with the one that was begun; raise Conflict."""
    call = lock(call.id, exclusive=True)
    if call.stage not in AMENDABLE:
        raise Conflict(_("Only the rules of a published call that is not decided yet can be amended."))
    begun = editable_version(call)
    if begun is not None:
        return begun
    current = version_of(call, call.version)
    if current is None:
        raise Conflict(_("There are no rules in force."))
    version = CallVersion(
        id=uuid.uuid4(),
        call_id=call.id,
        number=call.version + 1,
        rules=current.rules,
        digest=current.digest,
        created_by_id=actor.id,
        created_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    _note("call.amendment_begun", call, version, actor)
    return version


def drop_amendment(*, call: Call, actor: Person) -> None:
    """Give an amendment up that is being prepared, a second time without effect; the rules in force stay."""
    call = lock(call.id, exclusive=True)
    version = editable_version(call)
    if call.stage is Stage.DRAFT or version is None:
        return
    files = (CallFile.call_id == call.id, CallFile.since_version == version.number)
    db.session.execute(delete(CallFile).where(*files))
    for file in db.session.query(CallFile).filter_by(call_id=call.id, until_version=version.number):
        file.until_version = None
    _note("call.amendment_dropped", call, version, actor)
    db.session.delete(version)
    db.session.flush()


def explain_amendment(
    *, call: Call, reason: str, body: str, number: str, on: date | None, actor: Person
) -> CallVersion:
    """Keep why the rules are amended and by which act; raise Conflict without an amendment, Invalid beyond limits."""
    call, version = lock_prepared(call.id)
    if call.stage is Stage.DRAFT:
        raise Conflict(_("The rules of a draft are changed without an amendment."))
    if len(reason) > MAX_AMENDMENT_REASON:
        raise Invalid(_("The reason is too long."), {"reason": _("The reason is too long.")})
    told = (version.reason, version.act_body, version.act_number, version.act_date)
    if told == (reason, body, number, on):
        return version
    version.reason, version.act_body, version.act_number, version.act_date = reason, body, number, on
    version.asked_by_id, version.asked_digest = None, ""  # what was asked to be approved was something else
    db.session.flush()
    _note("call.amendment_explained", call, version, actor)
    return version


def put_in_force(*, call: Call, actor: Person, seen: str) -> Call:
    """Let an amendment take the place of the rules in force; a second time does nothing.

    `seen` is the digest of the rules that were looked at. Raise Conflict with all that stands in the way, if somebody
    changed the amendment meanwhile, or if the organiser wants a second person and this is the first.
    """
    call = lock(call.id, exclusive=True)
    version = editable_version(call)
    if version is None or call.stage is Stage.DRAFT:
        if seen == call.rules_digest:
            return call
        raise Conflict(_("No amendment is being prepared."))
    db.session.refresh(version)
    if seen != version.digest:
        raise Conflict(_("Somebody changed the amendment meanwhile. Look at it again."))
    now = clock.now()
    reasons = obstacles(call, version, now)
    if reasons:
        raise Conflict(" ".join(map(str, reasons)))
    require_approval(call, version, actor)
    version.in_force_at = now
    db.session.flush()  # while it is not in force yet, and may change
    moved = moved_between(rules_of(call), rules_in(version))
    _follow(call, version)
    details: dict[str, Any] = {"digest": version.digest, "version": version.number, "asked_by": version.asked_by_id}
    if moved:
        details["moved"] = {each.value: [was.isoformat(), now_is.isoformat()] for each, (was, now_is) in moved.items()}
    record(action="call.amended", subject=call, actor=actor, call_id=call.id, details=details)
    tell(CallAmended(call_id=call.id, version=version.number))
    return call


def extend(
    *,
    call: Call,
    rules: Rules,
    reason: str,
    act: tuple[str, str, date | None],
    uploaded: Uploaded | None,
    actor: Person,
) -> Call:
    """Amend nothing but the deadline and what follows it, in one step; twice the same does nothing.

    Raise Conflict while another amendment is being prepared, and as `put_in_force` does.
    """
    call = lock(call.id, exclusive=True)
    if digest(rules) == call.rules_digest:
        return call
    if editable_version(call) is not None:
        raise Conflict(_("Another amendment is being prepared. Put the later deadline into it, or give it up first."))
    version = begin_amendment(call=call, actor=actor)
    version.rules, version.digest = dump(rules), digest(rules)
    body, number, on = act
    explain_amendment(call=call, reason=reason, body=body, number=number, on=on, actor=actor)
    if uploaded:
        keep_act(call=call, uploaded=uploaded, actor=actor)
    if needs_asking(call, version, actor):
        ask_approval(call=call, actor=actor)
        return call
    return put_in_force(call=call, actor=actor, seen=version.digest)


def begin_amendment_with(*, call: Call, rules: Rules, reason: str, actor: Person) -> CallVersion:
    """Begin an amendment that changes the rules to these, with a first reason; what it still lacks is added there.

    Raise Conflict while another amendment is being prepared, or if the rules cannot be amended any more.
    """
    call = lock(call.id, exclusive=True)
    if editable_version(call) is not None:
        raise Conflict(_("Another amendment is being prepared. Put it in force, or give it up first."))
    version = begin_amendment(call=call, actor=actor)
    version.rules, version.digest = dump(rules), digest(rules)
    return explain_amendment(call=call, reason=reason, body="", number="", on=None, actor=actor)


def _follow(call: Call, version: CallVersion) -> None:
    """Let a call follow the rules that came in force."""
    rules: Rules = rules_in(version)
    schedule = rules.schedule
    call.version, call.rules_digest, call.title = version.number, version.digest, dict(rules.title)
    call.programme = rules.programme.project_number
    moments: dict[str, datetime] = {
        "published_at": schedule.published_at,
        "opens_at": schedule.opens_at,
        "closes_at": schedule.closes_at,
        "accepts_until": accepts_until(schedule.closes_at, schedule.grace_seconds),
    }
    for name, moment in moments.items():
        setattr(call, name, moment)
    call.grace_seconds = schedule.grace_seconds
    db.session.flush()


def _note(action: str, call: Call, version: CallVersion, actor: Person) -> None:
    details: dict[str, Any] = {"version": version.number, "digest": version.digest}
    record(action=action, subject=call, actor=actor, call_id=call.id, details=details)
