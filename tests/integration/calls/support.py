"""Ways to look at what calls tell and to leave later stages out."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from grants.db import db
from grants.events import subscribe


@contextmanager
def heard(app: Flask, *kinds: type[object]) -> Iterator[list[object]]:
    """Collect the events of some kinds that are published in this block."""
    handlers = app.extensions.setdefault("grants.events", defaultdict(list))
    before = {kind: list(handlers[kind]) for kind in kinds}
    found: list[object] = []
    for kind in kinds:
        subscribe(app, kind, found.append)
    yield found
    for kind in kinds:
        handlers[kind][:] = before[kind]


@contextmanager
def no_guards(app: Flask) -> Iterator[None]:
    """Leave out what later stages require before a step."""
    before = app.extensions.get("grants.calls.guards", {})
    app.extensions["grants.calls.guards"] = {}
    yield
    app.extensions["grants.calls.guards"] = before


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the SQL statements that are executed in this block."""
    found: list[str] = []

    def executed(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", executed)
    yield found
    event.remove(db.engine, "before_cursor_execute", executed)
