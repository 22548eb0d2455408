"""Read a call's applications in the order of submission, one stretch at a time, on from where another one ended."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, defer, joinedload

from grants.accounts.models import Organisation
from grants.applications.models import Application
from grants.db import db
from grants.errors import NotFound

PAGE = 50
Order = tuple[InstrumentedAttribute[Any], ...]
ORDER: Order = (Application.submitted_at, Application.id)
BLIND_ORDER: Order = (Application.id,)
"""For readers who must not learn who came first: ids are random."""
WITHOUT_CONTENT = (
    defer(Application.answers, raiseload=True),
    defer(Application.applicant, raiseload=True),
    joinedload(Application.organisation).load_only(Organisation.name),
)
"""Load what a list shows of applications and never what was answered in them."""


@dataclass(frozen=True)
class Stretch:
    """Hold one page of a list that is read on from where another page ended, and whether there is more."""

    items: list[Application]
    has_earlier: bool
    has_later: bool


def stretch_of(
    wanted: Select[Application],
    call_id: uuid.UUID,
    *,
    after: uuid.UUID | None = None,
    before: uuid.UUID | None = None,
    order: Order = ORDER,
) -> Stretch:
    """Return PAGE of the applications of a call that are asked for, beside a given one or the first, without content.

    Read along the index from there, so that the last page of ten thousand costs what the first does; nothing is
    counted. Raise NotFound when the given one was not sent in to this call.
    """
    wanted, place = wanted.options(*WITHOUT_CONTENT).limit(PAGE + 1), tuple_(*order)
    if before is not None:
        backwards = [column.desc() for column in order]
        earlier = wanted.where(place < _place_of(call_id, before, order))
        found = list(db.session.scalars(earlier.order_by(*backwards)))
        return Stretch(found[:PAGE][::-1], has_earlier=len(found) > PAGE, has_later=True)
    if after is not None:
        wanted = wanted.where(place > _place_of(call_id, after, order))
    found = list(db.session.scalars(wanted.order_by(*order)))
    return Stretch(found[:PAGE], has_earlier=after is not None, has_later=len(found) > PAGE)


def first_of(wanted: Select[uuid.UUID], after: Application | None = None, order: Order = ORDER) -> uuid.UUID | None:
    """Return the id of the first application that is asked for after a given one, beginning anew after the last."""
    first = wanted.order_by(*order).limit(1)
    if after is None:
        return db.session.scalar(first)
    place, given = tuple_(*order), _literal([getattr(after, column.key) for column in order], order)
    return db.session.scalar(first.where(place > given)) or db.session.scalar(first.where(place < given))


def _place_of(call_id: uuid.UUID, application_id: uuid.UUID, order: Order) -> ColumnElement[Any]:
    place = db.session.execute(
        select(*order).where(
            Application.id == application_id, Application.call_id == call_id, Application.submitted_at.is_not(None)
        )
    ).one_or_none()
    if place is None:
        raise NotFound
    return _literal(place, order)


def _literal(place: Any, order: Order) -> ColumnElement[Any]:
    return tuple_(*(literal(value, column.type) for value, column in zip(place, order, strict=True)))
