"""Make many rows of one, where going through the services for each would take minutes."""

import uuid
from collections.abc import Callable, Mapping

from sqlalchemy import insert

from grants.db import Base, db


def copies_of(row: Base, count: int, changes: Callable[[int], Mapping[str, object]]) -> None:
    """Store so many copies of a row, each with what `changes` gives it by its number."""
    db.session.flush()
    names = [column.key for column in type(row).__mapper__.column_attrs]
    same = {name: getattr(row, name) for name in names}
    made = [{**same, "id": uuid.uuid4(), **changes(number)} for number in range(count)]
    db.session.execute(insert(type(row)), made)
    db.session.commit()
