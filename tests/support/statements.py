"""Count what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from grants.db import db

OF_THE_STRIP = ("FROM banners", "SELECT (SELECT heartbeats.")


@contextmanager
def selects(*, looks: bool = False) -> Iterator[list[str]]:
    """Collect the SELECT statements of this block; what was waiting to be stored is stored before.

    With `looks` also those of the strip above every page, which a process asks every ten seconds, whoever reads.
    """
    db.session.commit()
    found: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT") and (looks or not any(part in statement for part in OF_THE_STRIP)):
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", executed)
    yield found
    event.remove(db.engine, "before_cursor_execute", executed)
