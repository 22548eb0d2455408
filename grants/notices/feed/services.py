"""Make, renew and end the private address of somebody's dates."""

import uuid
from typing import TYPE_CHECKING

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import delete, select

from grants import clock
from grants.db import db, take_turns
from grants.notices.feed.models import CalendarFeed
from grants.notices.rendering import public_address

if TYPE_CHECKING:
    from grants.accounts.models import Person


def renew(*, actor: "Person") -> CalendarFeed:
    """Give somebody a new address; the one before works no more."""
    take_turns(f"calendar of {actor.id}")
    feed = feed_of(actor.id) or CalendarFeed(person_id=actor.id)
    feed.serial, feed.made_at = uuid.uuid4(), clock.now()
    db.session.add(feed)
    db.session.flush()
    return feed


def end(*, actor: "Person") -> None:
    """Let no address show somebody's dates any more; twice does nothing."""
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == actor.id))


def feed_of(person_id: uuid.UUID) -> CalendarFeed | None:
    """Return the address of a person that works, if there is one."""
    return db.session.scalars(select(CalendarFeed).where(CalendarFeed.person_id == person_id)).one_or_none()


def address_of(feed: CalendarFeed) -> str:
    """Return the whole address."""
    return str(public_address("feed.dates", feed=_sealer().dumps(str(feed.serial))))


def person_behind(token: str) -> uuid.UUID | None:
    """Return whose dates an address shows; nobody if it is broken or works no more."""
    try:
        serial = uuid.UUID(_sealer().loads(token))
    except (BadData, ValueError):
        return None
    return db.session.scalar(select(CalendarFeed.person_id).where(CalendarFeed.serial == serial))


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="grants.notices.feed")
