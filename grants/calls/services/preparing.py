"""How a call begins, changes and goes while it is a draft."""

import uuid
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from grants import clock
from grants.accounts.models import Person, Role
from grants.calls.events import CallDiscarded
from grants.calls.hidden import hidden
from grants.calls.models import Call, CallFile, CallVersion, Stage
from grants.calls.phase import accepts_until
from grants.calls.rules.canonical import digest, dump
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from grants.calls.services.locking import lock, lock_prepared
from grants.db import db
from grants.errors import Conflict, Invalid, Stale
from grants.events import publish as tell
from grants.journal.models import Entry
from grants.journal.services import record
from grants.notices.services import take_back

RESERVED = frozenset({"new"})
"""Addresses of pages beside the calls."""

MAX_BESIDE = 50
"""How many calls of one name may stand beside each other."""

DISCARDED = "call.discarded"


def create(*, organiser_id: uuid.UUID, rules: Rules, actor: Person | None) -> Call:
    """Prepare a call, as a draft; raise Invalid with the field `slug` if the address is taken.

    The same rules from the same person again lead to the draft that they have made already.
    """
    rules, now = hidden(rules), clock.now()
    by = actor.id if actor else None
    call = Call(id=uuid.uuid4(), organiser_id=organiser_id, created_by_id=by, created_at=now)
    version = CallVersion(call_id=call.id, number=1, created_by_id=by, created_at=now)
    try:
        _store(call, version, rules)
    except Invalid:
        made = actor and _made_already(organiser_id, rules, actor)
        if made:
            return made
        raise
    record(action="call.created", subject=call, actor=actor, call_id=call.id, details={"digest": version.digest})
    return call


def create_beside(*, organiser_id: uuid.UUID, document: dict[str, Any], actor: Person) -> Call:
    """Prepare a call under the first free address of those that begin with that of its rules; raise InvalidDocument."""
    for number in range(1, MAX_BESIDE + 1):
        slug = document["slug"] if number == 1 else f"{document['slug']}-{number}"
        try:
            return create(organiser_id=organiser_id, rules=read_rules(document | {"slug": slug}, at=""), actor=actor)
        except Invalid as invalid:
            if "slug" not in invalid.fields:
                raise
    raise Conflict(_("There are too many calls of this name. Choose another title."))


def replace_rules(*, call: Call, rules: Rules, actor: Person | None, seen: str = "") -> Call:
    """Put other rules in the place of a draft's, or of an amendment being prepared; the same again change nothing.

    `seen` is the digest of the rules that the new ones were made of. Raise Stale if somebody changed them meanwhile,
    Conflict if the rules are in force, Invalid if the new address is taken or is that of a published call.
    """
    call, version = lock_prepared(call.id)
    if call.stage is Stage.DRAFT:
        rules = hidden(rules)
    if digest(rules) == version.digest:
        return call
    if seen and seen != version.digest:
        raise Stale(_("Somebody changed this draft meanwhile. See what it says now, then store again what is right."))
    if call.stage is Stage.DRAFT:
        _store(call, version, rules)
    else:
        _propose(call, version, rules)
    record(action="call.rules_replaced", subject=call, actor=actor, call_id=call.id, details={"digest": version.digest})
    return call


def discard(*, call: Call, actor: Person) -> None:
    """Remove a draft, its rules, the roles given in it and the messages about it that wait; raise Conflict later.

    What the journal says of it stays. That it was discarded stands in the chain of what belongs to no call: nobody
    audits a call that is not there.
    """
    call = lock(call.id, exclusive=True)
    if call.stage is not Stage.DRAFT:
        raise Conflict(_("Only a draft can be discarded. A published call can be cancelled."))
    record(action=DISCARDED, subject=call, actor=actor, details={"digest": call.rules_digest})
    tell(CallDiscarded(call_id=call.id))
    take_back(call_id=call.id)
    for kind in (Role, CallVersion, CallFile):
        db.session.execute(delete(kind).where(kind.call_id == call.id))
    db.session.delete(call)
    db.session.flush()


def was_discarded_by(person: Person, call_id: uuid.UUID) -> bool:
    """Tell whether a person has discarded a draft, so that pressing the button again is no mistake."""
    by_them = select(Entry.id).where(
        Entry.subject_id == call_id, Entry.action == DISCARDED, Entry.actor_id == person.id
    )
    return db.session.scalar(by_them.limit(1)) is not None


def _made_already(organiser_id: uuid.UUID, rules: Rules, actor: Person) -> Call | None:
    """Return the draft of the same organiser that somebody made of the same rules."""
    same = select(Call).where(
        Call.slug == rules.slug,
        Call.rules_digest == digest(rules),
        Call.organiser_id == organiser_id,
        Call.created_by_id == actor.id,
        Call.stage == Stage.DRAFT,
    )
    return db.session.scalars(same).one_or_none()


def _follow(call: Call, version: CallVersion, rules: Rules) -> None:
    """Write rules into a version and what the database asks for into its call."""
    schedule, act = rules.schedule, rules.approved_by
    version.rules = dump(rules)
    version.digest = call.rules_digest = digest(rules)
    version.act_body, version.act_number = (act.body, act.number) if act else ("", "")
    version.act_date = act.date if act else None
    call.listed = not rules.publication.by_link
    call.slug, call.title, call.programme = rules.slug, dict(rules.title), rules.programme.project_number
    call.published_at, call.opens_at, call.closes_at = schedule.published_at, schedule.opens_at, schedule.closes_at
    call.grace_seconds = schedule.grace_seconds
    call.accepts_until = accepts_until(schedule.closes_at, schedule.grace_seconds)


def _propose(call: Call, version: CallVersion, rules: Rules) -> None:
    """Write rules into an amendment; its call follows them once they are in force."""
    if rules.slug != call.slug:
        kept = _("The address of a published call stays: links to it are out in the world.")
        raise Invalid(kept, {"slug": kept})
    version.rules, version.digest = dump(rules), digest(rules)
    db.session.flush()


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
