"""Write free words into minutes, and approve them."""

from collections.abc import Mapping

from flask_babel import gettext as _

from grants import clock
from grants.accounts.models import Person
from grants.awards.meetings.models import Sitting, SittingState
from grants.awards.meetings.queries import sitting_in
from grants.awards.meetings.services.common import locked
from grants.awards.minutes.content import digest_of, written
from grants.awards.minutes.covering import covers, given_by, share_of
from grants.awards.minutes.models import MinutesApproval, MinutesVersion
from grants.awards.minutes.queries import Minutes, hidden_from, minutes_of
from grants.awards.minutes.writing import place_of, places_in, sections_of
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import require_declared
from grants.calls import services as calls
from grants.calls.models import Call
from grants.db import db
from grants.errors import Conflict, Forbidden, Invalid, Stale
from grants.journal.services import record

MAX_FREE_WORDS = 10_000
"""Characters of the free words in one place of minutes."""
MAX_VERSIONS = 200
"""Versions of the minutes of one sitting."""
WRITABLE = (SittingState.OPEN, SittingState.CLOSED)


def write(*, call: Call, number: int, words: Mapping[str, str], seen: int, actor: Person) -> MinutesVersion | None:
    """Put free words into the places of the minutes that are named; the same again changes nothing.

    `seen` is the number of the version that the actor saw, 0 for none. What was approved before is void then. Raise
    Stale when somebody has written meanwhile, Conflict before the sitting and once the approved minutes are fixed,
    Invalid for too many words, Forbidden for words about what the actor may not read.
    """
    call = locked(call, actor)
    sitting = sitting_in(call, number)
    if sitting.state not in WRITABLE:
        raise Conflict(_("Minutes are written once the sitting has begun."))
    minutes = minutes_of(sitting, call)
    if minutes.is_approved and call.stage in CONFIRMED:
        raise Conflict(_("These minutes are approved and the decisions confirmed, so they stay as they are."))
    typed = {
        place: text.strip().replace("\r\n", "\n") for place, text in words.items() if place in places_in(minutes.record)
    }
    if any(len(text) > MAX_FREE_WORDS for text in typed.values()):
        raise Invalid(_("At most %(most)s characters stand in one place of the minutes.", most=MAX_FREE_WORDS))
    hidden = {place_of(one) for one in hidden_from(minutes, actor)}
    if any(place in hidden and text != minutes.words.get(place, "") for place, text in typed.items()):
        raise Forbidden(_("You stand aside from this application, so somebody else writes about it."))
    parts = {place: text for place, text in (minutes.words | typed).items() if text}
    if parts == minutes.words:
        return minutes.last
    if seen != minutes.seen:
        raise Stale(_("Somebody else has written in the minutes meanwhile. Look at them, then write yours again."))
    version = _version(minutes, sitting, parts, actor)
    _record("minutes.written", version, call, sitting, actor)
    return version


def approve(*, call: Call, number: int, seen: str, actor: Person) -> MinutesApproval:
    """Approve what the minutes of a closed sitting say now, as its chair or its secretary; a second time does nothing.

    What hides itself from one of them is left out, and somebody who was there approves it in their place. `seen` is
    the digest of what was looked at. Raise Forbidden for anybody else, Conflict before the sitting is closed and for
    officials before they declare, Stale when the minutes say something else by now.
    """
    call = calls.lock(call.id, exclusive=True)
    require_declared(call, actor)
    sitting = sitting_in(call, number)
    minutes = minutes_of(sitting, call)
    before, share = given_by(minutes, actor), share_of(minutes, actor)
    if before is not None:
        return before
    if share is None:
        raise Forbidden(_("Minutes are approved by who chaired the sitting and who kept them."))
    if sitting.state is not SittingState.CLOSED:
        raise Conflict(_("Minutes are approved once the sitting is closed."))
    if seen != minutes.digest:
        raise Stale(_("The minutes say something else by now. Read them again."))
    version = minutes.last
    if version is None or version.digest != minutes.digest:
        version = _version(minutes, sitting, minutes.words, actor)
    approval = MinutesApproval(version_id=version.id, capacity=share.capacity, person_id=actor.id)
    approval.approved_at, approval.covers = clock.now(), covers(minutes, share.parts)
    db.session.add(approval)
    db.session.flush()
    _record("minutes.approved", version, call, sitting, actor, capacity=share.capacity.value)
    return approval


def _version(minutes: Minutes, sitting: Sitting, parts: Mapping[str, str], actor: Person) -> MinutesVersion:
    if minutes.seen >= MAX_VERSIONS:
        raise Conflict(_("At most %(most)s versions of minutes are kept.", most=MAX_VERSIONS))
    sections = sections_of(minutes.record, parts)
    version = MinutesVersion(
        sitting_id=sitting.id,
        number=minutes.seen + 1,
        parts=dict(parts),
        content=written(sections),
        digest=digest_of(sections),
        logo=minutes.record.call.organiser.logo,
        made_by_id=actor.id,
        made_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    return version


def _record(
    action: str, version: MinutesVersion, call: Call, sitting: Sitting, actor: Person, **details: object
) -> None:
    known = {"sitting": sitting.number, "version": version.number, "digest": version.digest, **details}
    record(action=action, subject=version, actor=actor, call_id=call.id, details=known)
