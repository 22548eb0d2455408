"""What stood in the fields of a draft before: kept when it is replaced, listed, brought back, thinned out.

A person who goes on typing replaces their own text every few seconds. Of that only the text from before they came is
kept, for each ten minutes, and whatever text they took much away from.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Executable, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload, lazyload

from grants import clock
from grants.accounts.models import Person
from grants.applications.form.tags import tag_of
from grants.applications.models import Application, EarlierAnswer
from grants.db import db
from grants.errors import NotFound

SITTING = timedelta(minutes=10)
MUCH = 40
"""Characters taken away after which a text is kept whatever came before."""
MAX_EARLIER = 100
"""Earlier answers kept for one field."""
PAGE = 30
THINNED = timedelta(days=2)
"""Applications saved within this time are looked through for more than is kept."""


def keep_earlier(
    application: Application, before: Mapping[str, Any], after: Mapping[str, Any] | None, actor: Person | None
) -> None:
    """Keep what stood in some fields until now, by their codes; both in the shapes of the fields. One statement.

    Without `after` each answer is kept, whatever else was kept in the same sitting.
    """
    now = clock.now()
    kept = [
        {
            "id": _key(application, code, answer, after[code] if after else None, actor),
            "application_id": application.id,
            "field": code,
            "typed": answer,
            "replaced_by_id": actor.id if actor else None,
            "replaced_at": now,
        }
        for code, answer in before.items()
    ]
    db.session.connection().execute(_insert_once(db.session.get_bind().dialect.name), kept)


def earlier_of(application: Application, page: int = 1, field: str = "") -> tuple[list[EarlierAnswer], bool]:
    """Return a page of what stood in the fields of an application, the latest first, and whether there is more."""
    found = (
        select(EarlierAnswer)
        .where(EarlierAnswer.application_id == application.id)
        .options(joinedload(EarlierAnswer.replaced_by).options(lazyload(Person.roles)))
        .order_by(EarlierAnswer.replaced_at.desc(), EarlierAnswer.id)
    )
    if field:
        found = found.where(EarlierAnswer.field == field)
    rows = list(db.session.scalars(found.offset((page - 1) * PAGE).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def earlier_in(application: Application, earlier_id: uuid.UUID) -> EarlierAnswer:
    """Return what stood in a field of an application; raise NotFound for what did not stand in this one."""
    found = db.session.get(EarlierAnswer, earlier_id)
    if found is None or found.application_id != application.id:
        raise NotFound
    return found


def latest_of(application: Application, field: str) -> EarlierAnswer | None:
    """Return what stood in a field until it was changed last."""
    rows, _more = earlier_of(application, field=field)
    return rows[0] if rows else None


def thin_out() -> int:
    """Remove the oldest earlier answers of fields that have more than MAX_EARLIER; return how many were removed."""
    newest_first = func.row_number().over(
        partition_by=(EarlierAnswer.application_id, EarlierAnswer.field),
        order_by=(EarlierAnswer.replaced_at.desc(), EarlierAnswer.id),
    )
    saved = select(Application.id).where(Application.saved_at > clock.now() - THINNED)
    ranked = select(EarlierAnswer.id, newest_first.label("place")).where(EarlierAnswer.application_id.in_(saved))
    counted = ranked.subquery()
    old = select(counted.c.id).where(counted.c.place > MAX_EARLIER)
    removed = db.session.execute(delete(EarlierAnswer).where(EarlierAnswer.id.in_(old)))
    return int(removed.rowcount)  # type: ignore[attr-defined]  # a DELETE returns a CursorResult


def _key(application: Application, code: str, before: Any, after: Any, actor: Person | None) -> uuid.UUID:
    """Return the same key for what one person replaces in a field in one sitting; another if much is taken away."""
    if after is None or actor is None or len(str(before)) - len(str(after)) >= MUCH:
        return uuid.uuid5(application.id, f"{code} {tag_of(before)}")
    sitting = int(clock.now().timestamp() // SITTING.total_seconds())
    return uuid.uuid5(application.id, f"{code} {actor.id} {sitting}")


@lru_cache(maxsize=2)
def _insert_once(dialect: str) -> Executable:
    """Return the statement that inserts what is not kept yet."""
    table = EarlierAnswer.metadata.tables[EarlierAnswer.__tablename__]
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    return insert.on_conflict_do_nothing(index_elements=["id"])
