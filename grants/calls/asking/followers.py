"""Use cases of following a call or a programme: ask, confirm, stop; each by the link of a message."""

import uuid
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from grants import clock
from grants.accounts.emails import normalised
from grants.accounts.models import Person
from grants.calls.asking import notices, tokens
from grants.calls.asking.models import Follower, News
from grants.calls.models import Call, Stage
from grants.db import db, take_turns

CONFIRMED_WITHIN = timedelta(days=2)
"""An address that was not confirmed until then is forgotten."""
ASKED_AGAIN_AFTER = timedelta(minutes=15)
"""Until then nobody can have a second message sent to an address."""
KEPT_AFTER = timedelta(days=30)
"""How long followers of a call are kept after the last news of it."""


def follow(*, call: Call, programme: bool, email: str, language: str, person: Person | None) -> None:
    """Send a message that asks whether an address wants news; nobody learns whether it has them already.

    Whoever is signed in with the address follows at once. Raise Invalid for what is no address.
    """
    email = normalised(email)
    take_turns(f"follow {email}")
    now = clock.now()
    known = db.session.scalars(select(Follower).where(Follower.email == email, _place(call, programme))).first()
    if known and (known.confirmed_at or now < known.asked_at + ASKED_AGAIN_AFTER):
        return
    if known:
        db.session.delete(known)
        db.session.flush()
    follower = Follower(
        id=uuid.uuid4(),
        email=email,
        language=language,
        call_id=None if programme else call.id,
        organiser_id=call.organiser_id if programme else None,
        programme=call.programme if programme else "",
        asked_at=now,
    )
    db.session.add(follower)
    if person is not None and person.email == email:
        follower.confirmed_at = now
    else:
        notices.confirm(follower, call)
    db.session.flush()


def confirm(token: str) -> Follower | None:
    """Begin to send news to whoever opened the link of a message; nothing if they have stopped, or waited too long."""
    follower = tokens.follower_of(token, locked=True)
    if follower is not None and follower.confirmed_at is None:
        follower.confirmed_at = clock.now()
        db.session.flush()
    return follower


def stop(token: str) -> None:
    """Forget a follower; a second time does nothing."""
    follower = tokens.follower_of(token, locked=True)
    if follower is not None:
        db.session.delete(follower)
        db.session.flush()


def forget_followers() -> None:
    """Delete addresses that were never confirmed, and those of calls of which no more news will come."""
    now = clock.now()
    unconfirmed = (Follower.confirmed_at.is_(None), Follower.asked_at < now - CONFIRMED_WITHIN)
    db.session.execute(delete(Follower).where(*unconfirmed))
    over = select(Call.id).where(Call.stage.in_((Stage.RESULTS_PUBLISHED, Stage.CANCELLED)))
    recent = select(News.call_id).where((News.told_at.is_(None)) | (News.told_at > now - KEPT_AFTER))
    of_the_past = (Follower.call_id.in_(over), Follower.call_id.not_in(recent))
    db.session.execute(delete(Follower).where(*of_the_past))


def _place(call: Call, programme: bool) -> ColumnElement[bool]:
    return Follower.follows_programme_of(call) if programme else Follower.call_id == call.id
