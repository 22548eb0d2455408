"""Put a notice up on all pages, and take it down."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.db import MAX_LINE, db, take_turns
from grants.errors import Conflict, Invalid
from grants.journal.services import record
from grants.site.banners.models import Banner, Tone
from grants.site.banners.queries import ahead
from grants.site.strip import look_again
from grants.web.languages import DEFAULT

MAX_BANNERS = 5
"""Notices that stand or wait to stand at the same time."""


def put_up(
    *, words: Mapping[str, str], tone: Tone, begins_at: datetime, ends_at: datetime, actor: Person | None
) -> Banner:
    """Have a notice stand on all pages between two moments; the same one sent twice is the same one.

    Raise Invalid for words that are missing or too long and moments that are over or the wrong way round, Conflict for
    one notice too many.
    """
    take_turns("banners")
    said = {language: text for language, text in words.items() if text}
    _check(said, begins_at, ends_at)
    standing = ahead(clock.now())
    same = (each for each in standing if (each.words, each.begins_at, each.ends_at) == (said, begins_at, ends_at))
    if found := next(same, None):
        return found
    if len(standing) >= MAX_BANNERS:
        raise Conflict(_("At most %(most)s notices stand or wait: take one down first.", most=MAX_BANNERS))
    banner = Banner(
        tone=tone,
        words=said,
        begins_at=begins_at,
        ends_at=ends_at,
        put_up_at=clock.now(),
        put_up_by_id=actor.id if actor else None,
    )
    db.session.add(banner)
    db.session.flush()
    record(action="banner.put_up", subject=banner, actor=actor)
    look_again()
    return banner


def take_down(*, banner: Banner, actor: Person | None) -> None:
    """End a notice now; one that is over stays so."""
    held = select(Banner).where(Banner.id == banner.id).with_for_update()
    banner = db.session.scalars(held, execution_options={"populate_existing": True}).one()
    if banner.taken_down_at is not None or banner.ends_at <= clock.now():
        return
    banner.taken_down_at = clock.now()
    db.session.flush()
    record(action="banner.taken_down", subject=banner, actor=actor)
    look_again()


def _check(words: Mapping[str, str], begins_at: datetime, ends_at: datetime) -> None:
    if not words.get(DEFAULT):
        message = _("Type the words of the notice.")
        raise Invalid(message, {f"words_{DEFAULT}": message})
    for language, text in words.items():
        if len(text) > MAX_LINE:
            message = _("At most %(most)s characters.", most=MAX_LINE)
            raise Invalid(message, {f"words_{language}": message})
    if ends_at <= max(begins_at, clock.now()):
        message = _("The end must come after the beginning, and lie ahead.")
        raise Invalid(message, {"ends_at": message})
