"""Awards that ended after the decision, as long as what they freed waits for the next in reserve."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.accounts.policies import places
from grants.awards.deciding.reserve import reserve_of
from grants.awards.models import Act, Decision, Outcome
from grants.awards.policies import CONFIRMED
from grants.awards.stakes import has_own_in
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.interests.queries import has_conflict_in
from grants.web.filters import text
from grants.web.slots import ORGANISERS, Task

LOOKED_BACK = timedelta(days=366)
"""How long ago an award may have ended for its call to be looked at on a start page."""
MOST_CALLS = 5
"""Calls that a start page looks at."""


def _freed() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a `Call` in which an award ended and somebody may be next; built once."""
    ended, before, later, moved = aliased(Decision), aliased(Decision), aliased(Decision), aliased(Decision)
    last_move = select(func.max(moved.confirmed_at)).where(moved.call_id == Call.id, moved.act == Act.MOVED_UP)
    freed = (
        exists()
        .where(ended.call_id == Call.id, ended.supersedes_id == before.id, before.outcome == Outcome.AWARDED)
        .where(ended.outcome != Outcome.AWARDED, ended.confirmed_at > bindparam("since"))
        .where(ended.confirmed_at >= func.coalesce(last_move.correlate(Call).scalar_subquery(), ended.confirmed_at))
    )
    waiting = exists().where(
        Decision.call_id == Call.id,
        Decision.outcome == Outcome.RESERVE,
        ~exists().where(later.supersedes_id == Decision.id),
    )
    return Call.organiser_id.in_(ORGANISERS), Call.stage.in_(CONFIRMED), freed, waiting


_FREED = select(Call).where(*_freed()).order_by(Call.closes_at, Call.id).limit(MOST_CALLS)
ANY_RESERVE = exists().where(
    Decision.call_id == Call.id,
    Decision.outcome == Outcome.RESERVE,
    Call.organiser_id.in_(ORGANISERS),
    Call.stage.in_(CONFIRMED),
)
"""Whether anybody was ever put in reserve, which the question of start pages begins with."""


def tasks_for(person: Person) -> list[Task]:
    """Return the calls of a coordinator in which an award has ended and somebody in reserve is next."""
    organisers, _calls = places(person, RoleKind.COORDINATOR)
    if not organisers:
        return []
    return [
        Task(
            title=_("Offer what became free to the next in reserve: %(call)s", call=text(call.title)),
            url=url_for("deciding.offers", slug=call.slug),
            detail=_("An award was declined, revoked, or lapsed because nobody answered."),
            about=call.id,
        )
        for call in _with_ended_awards(organisers)
        if not has_own_in(call, person) and not has_conflict_in(person, call) and _is_next(call)
    ]


def _with_ended_awards(organisers: Collection[UUID]) -> Sequence[Call]:
    """Return the calls in which an award ended after anybody moved up, and in which somebody stands in reserve."""
    since = clock.now() - LOOKED_BACK
    return db.session.scalars(_FREED, {"organiser_ids": organisers, "since": since}).all()


def _is_next(call: Call) -> bool:
    reserve = reserve_of(call)
    return bool(reserve.offers or reserve.equals)
