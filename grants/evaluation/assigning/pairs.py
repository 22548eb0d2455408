"""Which pairs hold, as the database counts them: the twins of `situation` for counts and guards."""

import uuid
from collections.abc import Collection

from sqlalchemy import BindParameter, ColumnElement, Select, Subquery, and_, case, exists, func, or_, select, union
from sqlalchemy.sql.selectable import Exists

from grants.applications.models import Application
from grants.db import db
from grants.evaluation.assigning.models import Assignment
from grants.evaluation.models import Sheet, SheetState


def assigned_to(person: uuid.UUID | BindParameter[uuid.UUID]) -> ColumnElement[bool]:
    """Tell of an application of `standings.judged_in` whether who has an id scores it: `queries.is_assigned` in SQL.

    Whoever has begun a sheet keeps it, also where it was taken over from elsewhere without assignments.
    """
    given = exists().where(Assignment.application_id == Application.id, Assignment.evaluator_id == person)
    return or_(given, Sheet.id.is_not(None))


def expected_of(judged: Select[uuid.UUID], aside: Subquery) -> dict[uuid.UUID, int]:
    """Count the applications that each person is to score, by person, without those they stand aside from."""
    given = select(Assignment.evaluator_id, Assignment.application_id).where(Assignment.application_id.in_(judged))
    begun = select(Sheet.evaluator_id, Sheet.application_id).where(Sheet.application_id.in_(judged))
    pairs = union(given, begun).subquery()
    counted = select(pairs.c.evaluator_id, func.count()).where(~_aside(pairs, aside)).group_by(pairs.c.evaluator_id)
    return dict(db.session.execute(counted).all())


def places_of() -> Subquery:
    """Count the assignments of each application: it has as many places, or what the rules say if that is more."""
    counted = select(Assignment.application_id, func.count().label("places"))
    return counted.group_by(Assignment.application_id).subquery()


def with_open_places(
    judged: Select[uuid.UUID], aside: Subquery, seated: Collection[uuid.UUID], needed: int
) -> list[str]:
    """Return the references of the applications with a place that nobody fills who sits there and may judge them.

    A submitted sheet fills its place, also after the seat of its evaluator has ended.
    """
    given = select(Assignment.evaluator_id, Assignment.application_id).where(
        Assignment.application_id.in_(judged), Assignment.evaluator_id.in_(seated)
    )
    counts = or_(Sheet.state == SheetState.SUBMITTED, Sheet.evaluator_id.in_(seated))
    begun = select(Sheet.evaluator_id, Sheet.application_id).where(Sheet.application_id.in_(judged), counts)
    pairs = union(given, begun).subquery()
    filled = (
        select(pairs.c.application_id, func.count().label("filled"))
        .where(~_aside(pairs, aside))
        .group_by(pairs.c.application_id)
        .subquery()
    )
    places = places_of()
    short = (
        select(Application.reference)
        .outerjoin(filled, filled.c.application_id == Application.id)
        .outerjoin(places, places.c.application_id == Application.id)
        .where(Application.id.in_(judged), func.coalesce(filled.c.filled, 0) < at_least(needed, places))
        .order_by(Application.submitted_at, Application.id)
    )
    return [reference or "" for reference in db.session.scalars(short)]


def at_least(needed: int, places: Subquery) -> ColumnElement[int]:
    """Return how many places an application has beside a count of `places_of`."""
    return case((func.coalesce(places.c.places, 0) > needed, places.c.places), else_=needed)


def _aside(pairs: Subquery, aside: Subquery) -> Exists:
    return exists().where(
        and_(aside.c.person_id == pairs.c.evaluator_id, aside.c.application_id == pairs.c.application_id)
    )
