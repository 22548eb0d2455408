"""Read a call's applications as they are asked for, one stretch at a time or all of them."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, func, literal, select, tuple_

from grants.accounts.models import Organisation
from grants.applications.columns import Listed
from grants.applications.models import Application, ApplicationState
from grants.applications.stretches import PAGE
from grants.calls.models import Call
from grants.db import db
from grants.errors import NotFound
from grants.finding import found_by
from grants.web.lists.asked import LONG, Asked
from grants.web.ordering import in_alphabet

MAX_TAKEN = 10_000
"""Applications in one file, or chosen at once."""
SHOWN = (
    Application.id,
    Application.reference,
    Application.title,
    Application.requested,
    Application.submitted_at,
    Application.state,
    Application.is_late,
)
"""What a list shows beside the applicant; never what was answered."""

Rows = Select[uuid.UUID, str | None, str, Decimal | None, datetime | None, ApplicationState, bool, str]


@dataclass(frozen=True)
class Part:
    """Hold one page of the list, and whether there is more on either side."""

    items: list[Listed]
    has_earlier: bool
    has_later: bool


_ORDERS: dict[str, ColumnElement[Any]] = {
    "submitted": Application.submitted_at.expression,
    "reference": Application.reference.expression,
    "title": in_alphabet(Application.title.expression),
    "applicant": in_alphabet(func.coalesce(Organisation.name, "")),
    "requested": func.coalesce(Application.requested, literal(Decimal(0), Application.requested.type)),
    "state": Application.state.expression,
}

_SENT = (
    select(*SHOWN, func.coalesce(Organisation.name, ""))
    .select_from(Application)
    .outerjoin(Organisation, Organisation.id == Application.organisation_id)
    .where(Application.call_id == bindparam("call_id", type_=Uuid()), Application.submitted_at.is_not(None))
)
"""Built once: to build it for every page is a tenth of the page."""


def stretch_asked(
    call: Call,
    asked: Asked,
    *,
    sealed: bool,
    after: uuid.UUID | None = None,
    before: uuid.UUID | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> Part:
    """Return PAGE of what is asked for, beside a given application or the first; one statement more beside one.

    Raise NotFound when the given one was not sent in to this call.
    """
    wanted, order = _wanted(call, asked, sealed=sealed).where(*where).limit(PAGE + 1), _order(asked)
    backwards = (before is not None) != asked.descending
    if (given := after or before) is not None:
        place = _place_of(call, given, order)
        wanted = wanted.where(tuple_(*order) < place if backwards else tuple_(*order) > place)
    rows = db.session.execute(wanted.order_by(*(each.desc() if backwards else each for each in order)))
    found = [Listed(*row, call) for row in rows]
    more, items = len(found) > PAGE, found[:PAGE]
    if before is not None:
        return Part(items[::-1], has_earlier=more, has_later=True)
    return Part(items, has_earlier=after is not None, has_later=more)


def all_asked(
    call: Call,
    asked: Asked,
    *,
    sealed: bool,
    only: Collection[uuid.UUID] | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> list[Listed]:
    """Return everything that is asked for in its order, at most MAX_TAKEN; if `only` some are wanted, of these."""
    wanted, order = _wanted(call, asked, sealed=sealed).where(*where), _order(asked)
    if only is not None:
        wanted = wanted.where(Application.id.in_(only))
    order = tuple(each.desc() if asked.descending else each for each in order)
    return [Listed(*row, call) for row in db.session.execute(wanted.order_by(*order).limit(MAX_TAKEN))]


def is_long(call: Call) -> bool:
    """Tell whether LONG applications or more were sent in to a call."""
    sent = select(Application.id).where(Application.call_id == call.id, Application.submitted_at.is_not(None))
    return (
        db.session.scalar(sent.order_by(Application.submitted_at, Application.id).offset(LONG - 1).limit(1)) is not None
    )


def _wanted(call: Call, asked: Asked, *, sealed: bool) -> Rows:
    wanted = _SENT.params(call_id=call.id)
    if asked.words:
        open_ones = () if sealed else (Application.title,)
        wanted = wanted.where(found_by(asked.words, Application.reference, Organisation.name, *open_ones))
    if state := asked.picked.get("state"):
        wanted = wanted.where(Application.state == ApplicationState(state))
    return wanted.where(Application.is_late) if "late" in asked.picked else wanted


def _order(asked: Asked) -> tuple[ColumnElement[Any], ...]:
    return (_ORDERS[asked.sort], Application.id.expression)


def _place_of(call: Call, application_id: uuid.UUID, order: tuple[ColumnElement[Any], ...]) -> ColumnElement[Any]:
    found = (
        select(*order)
        .select_from(Application)
        .outerjoin(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.id == application_id, Application.call_id == call.id, Application.submitted_at.is_not(None))
    )
    place = db.session.execute(found).one_or_none()
    if place is None:
        raise NotFound
    return tuple_(*(literal(value, each.type) for value, each in zip(place, order, strict=True)))
