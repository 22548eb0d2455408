"""Count what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from grants.db import db


@contextmanager
def selects() -> Iterator[list[str]]:
    """Collect the SELECT statements of this block; what was waiting to be stored is stored before."""
    db.session.commit()
    found: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", executed)
    yield found
    event.remove(db.engine, "before_cursor_execute", executed)
