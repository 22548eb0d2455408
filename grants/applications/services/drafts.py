"""Begin and fill in applications."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import queries
from grants.applications.earlier import keep_earlier
from grants.applications.form.merging import Merged, merge
from grants.applications.form.working import shapes
from grants.applications.models import Application, ApplicationMember, Right
from grants.applications.policies import may_try
from grants.applications.services.locking import lock_draft, not_open
from grants.applications.services.steps import note
from grants.calls import services as calls
from grants.calls.models import Call, Stage
from grants.calls.phase import Phase
from grants.calls.queries import rules_of
from grants.db import MAX_LINE, db
from grants.errors import Conflict, Invalid, Stale

MAX_DRAFTS = 10
"""Drafts one person may have in one call."""
MAX_TYPED = 500_000
"""Characters of JSON that one application holds."""


def start(*, call: Call, actor: Person) -> Application:
    """Begin a draft in an open call, or go on with one into which nothing was put yet: buttons are pressed twice.

    Raise Closed when the call is not open, Conflict beyond MAX_DRAFTS.
    """
    call = calls.lock(call.id, exclusive=False)
    until = _may_start(call, actor)
    if all(channel.kind != "online" for channel in rules_of(call).channels):
        raise Conflict(_l("This call does not take applications online; its page says how they are sent in."))
    db.session.execute(select(Person.id).where(Person.id == actor.id).with_for_update(key_share=True))
    untouched = queries.untouched_draft(call.id, actor.id)
    if untouched is not None:
        return untouched
    if queries.count_drafts(call.id, actor.id) >= MAX_DRAFTS:
        raise Conflict(_l("You have %(count)s drafts in this call already. Go on with one of them.", count=MAX_DRAFTS))
    now = clock.now()
    application = Application(
        call_id=call.id,
        call=call,
        version=call.version,
        created_by_id=actor.id,
        created_at=now,
        saved_at=now,
        open_until=until,
    )
    lead = ApplicationMember(person=actor, right=Right.SIGN, leads=True, added_at=now, accepted_at=now)
    application.memberships.append(lead)
    db.session.add(application)
    db.session.flush()
    note(application, "application.started", actor)
    return application


def _may_start(call: Call, actor: Person) -> datetime | None:
    """Return until when somebody may submit after the deadline, if they may; raise Closed for who may not begin now."""
    now = clock.now()
    if call.phase_at(now) is Phase.OPEN or may_try(actor, call):
        return None
    until = queries.extended_until(call, actor.email)
    if call.stage is Stage.PUBLISHED and until is not None and now < until:
        return until
    raise not_open()


class Overtaken(Stale):
    """Refuse answers because somebody else changed some of them meanwhile; `merged` says what became of each."""

    def __init__(self, merged: Merged) -> None:
        super().__init__(_l("Somebody changed this meanwhile, perhaps you in another tab."))
        self.merged = merged


def save(
    *, application: Application, actor: Person, changes: Mapping[str, Any], seen: Mapping[str, str] | None = None
) -> None:
    """Keep what was typed, as it was typed, by the codes of the fields; others stay. Saving is not journalled.

    `seen` holds the tags of what the sender saw in these fields: what somebody else changed meanwhile stays where the
    sender left it alone. What stood there before can be found again. Raise Overtaken when both changed a field, so that
    no text is overwritten unseen, Closed after the deadline, Invalid when it is more than an application holds,
    Forbidden without the right.
    """
    call = lock_draft(application, actor)
    stored = shapes(rules_of(call), application.typed, changes)
    merged = merge(stored, changes, seen)
    if merged.conflicts:
        raise Overtaken(merged)
    if not merged.taken:
        return
    typed = application.typed.replaced(merged.taken)
    _require_room(typed.title, MAX_LINE)
    _require_room(json.dumps([dict(typed.applicant), dict(typed.answers)], ensure_ascii=False), MAX_TYPED)
    application.typed = typed
    application.revision += 1
    application.saved_at = clock.now()
    application.version = call.version
    db.session.flush()
    keep_earlier(application, {code: stored[code] for code in merged.taken}, merged.taken, actor)


def _require_room(text: str, most: int) -> None:
    length = len(text)
    if length > most:
        raise Invalid(
            _l("This is too much text: %(length)s characters, at most %(most)s fit.", length=length, most=most)
        )
