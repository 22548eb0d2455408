"""Messages in own words, read; each function is one statement."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from grants.db import db
from grants.notices.wording.models import NoticeText
from grants.notices.wording.places import Place

MOST_SHOWN = 50
"""Versions of one text that its page lists."""
Written = dict[tuple[str, str], NoticeText]


def in_force(place: Place) -> NoticeText | None:
    """Return the own words that hold, those of the call before those of its organiser."""
    at = (NoticeText.event == place.event) & (NoticeText.language == place.language)
    found = [one for one in _last_versions(place.organiser_id, place.call_id, at) if one.body]
    return max(found, key=lambda one: one.call_id is not None, default=None)


def written_for(organiser_id: UUID, call_id: UUID | None) -> Written:
    """Return all that is in force, by message and language; the service's words are missing."""
    last = [one for one in _last_versions(organiser_id, call_id) if one.body]
    return {(one.event, one.language): one for one in sorted(last, key=lambda one: one.call_id is not None)}


def versions_of(place: Place) -> list[NoticeText]:
    """Return the versions of one text, the newest first."""
    found = select(NoticeText).where(
        NoticeText.organiser_id == place.organiser_id,
        NoticeText.call_id.is_not_distinct_from(place.call_id),
        NoticeText.event == place.event,
        NoticeText.language == place.language,
    )
    return list(db.session.scalars(found.order_by(NoticeText.revision.desc()).limit(MOST_SHOWN)))


def _last_versions(organiser_id: UUID, call_id: UUID | None, *where: ColumnElement[bool]) -> Iterable[NoticeText]:
    later = aliased(NoticeText)
    overtaken = exists().where(
        later.organiser_id == NoticeText.organiser_id,
        later.call_id.is_not_distinct_from(NoticeText.call_id),
        later.event == NoticeText.event,
        later.language == NoticeText.language,
        later.revision > NoticeText.revision,
    )
    of_all = NoticeText.call_id.is_(None)
    whose = or_(of_all, NoticeText.call_id == call_id) if call_id else of_all
    found = select(NoticeText).where(NoticeText.organiser_id == organiser_id, whose, ~overtaken, *where)
    return db.session.scalars(found)
