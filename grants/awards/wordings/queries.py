"""The texts of letters, read; each function is one statement."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.models import Wording
from grants.awards.wordings.places import Place
from grants.awards.wordings.texts import Texts
from grants.calls.models import Call
from grants.db import db

MOST_SHOWN = 50
"""Versions of one text that its page lists."""
Written = dict[tuple[LetterKind, str], Wording]


def texts_for(call: Call) -> Texts:
    """Return the texts in their own words that hold for the letters of a call."""
    return {place: one.words for place, one in written_for(call.organiser_id, call.id).items()}


def written_for(organiser_id: UUID, call_id: UUID | None) -> Written:
    """Return the versions in force, those of the call before those of its organiser; the service's are missing."""
    last = [one for one in _last_versions(organiser_id, call_id) if one.words]
    return {(one.kind, one.language): one for one in sorted(last, key=lambda one: one.call_id is not None)}


def versions_of(place: Place) -> list[Wording]:
    """Return the versions of one text, the newest first."""
    found = select(Wording).where(*_at(place)).order_by(Wording.revision.desc()).limit(MOST_SHOWN)
    return list(db.session.scalars(found))


def _last_versions(organiser_id: UUID, call_id: UUID | None) -> Iterable[Wording]:
    later = aliased(Wording)
    overtaken = exists().where(
        later.organiser_id == Wording.organiser_id,
        later.call_id.is_not_distinct_from(Wording.call_id),
        later.kind == Wording.kind,
        later.language == Wording.language,
        later.revision > Wording.revision,
    )
    whose = or_(Wording.call_id.is_(None), Wording.call_id == call_id) if call_id else Wording.call_id.is_(None)
    found = select(Wording).where(Wording.organiser_id == organiser_id, whose, ~overtaken)
    return db.session.scalars(found.order_by(Wording.kind, Wording.language))


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        Wording.organiser_id == place.organiser_id,
        Wording.call_id.is_not_distinct_from(place.call_id),
        Wording.kind == place.kind,
        Wording.language == place.language,
    )
