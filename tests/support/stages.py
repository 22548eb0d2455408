"""What many tests begin with is built once: the rows that a factory made are kept, and put back for the next test.

A factory marked `staged` that is asked first in a test, of an empty database, with the words and at the moment it was
asked before, is not run again: its rows are those of the other test, to the identifier. Everything else is built anew.
"""

import functools
import io
import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import exists, not_, or_, select

from grants import clock
from grants.accounts.models import Organiser, Person
from grants.calls.memory import forget_everything
from grants.calls.models import Call
from grants.db import Base, db
from grants.journal.models import Entry
from grants.notices.models import Message
from tests.support.databases import Backend

P = ParamSpec("P")
R = TypeVar("R")
PLAIN = (str, bytes, int, float, bool, Decimal, date, Enum, UUID, type(None))
OFTEN_ENOUGH = 2
"""How often something is built before it is worth keeping."""
MOST = 400
"""The most stages a test process keeps."""


class Stages:
    """Hold what was built in one database."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._asked: Counter[str] = Counter()
        self._kept: dict[str, tuple[str, bytes, dict[Path, Path]]] = {}

    def make(self, key: str, build: Callable[[], R]) -> R:
        """Return what `build` makes, from what is kept of it if it was made before."""
        if key in self._kept:
            again: R = self._put_back(*self._kept[key])
            return again
        made = build()
        self._asked[key] += 1
        if self._asked[key] >= OFTEN_ENOUGH and len(self._kept) < MOST:
            self._keep(key, made)
        return made

    def _keep(self, key: str, made: object) -> None:
        db.session.commit()
        written = _written(made)
        db.session.commit()
        self._kept[key] = self._backend.keep(), written, self._files_linked(len(self._kept))

    def _put_back(self, kept: str, written: bytes, files: dict[Path, Path]) -> Any:
        db.session.remove()
        self._backend.put_back(kept)
        for place, link in files.items():
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                os.link(link, place)
        return _Reader(io.BytesIO(written)).load()

    def _files_linked(self, number: int) -> dict[Path, Path]:
        """Keep stored files under a second name, because a test that sweeps removes those of rows it does not know."""
        root, links = self._backend.files, self._backend.folder / "stages" / str(number)
        found = {place: links / place.relative_to(root) for place in root.rglob("*") if place.is_file()}
        for place, link in found.items():
            link.parent.mkdir(parents=True, exist_ok=True)
            os.link(place, link)
        return found


class Unplain(Exception):
    """Say that something is neither words nor a row, so that it cannot be told whether it is the same."""


def staged(build: Callable[P, R]) -> Callable[P, R]:
    """Let a factory build once what it is asked for often."""

    @functools.wraps(build)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        stages = _current[-1] if _current else None
        if stages is None or db.session.new or not _is_empty():
            return build(*args, **kwargs)
        try:
            key = repr((build.__module__, build.__qualname__, _held_moment(), _plain(args), _plain(kwargs)))
        except Unplain:
            return build(*args, **kwargs)
        return stages.make(key, lambda: build(*args, **kwargs))

    return made


_current: list[Stages] = []
"""The stages of the database that the running test has."""
_of: dict[Backend, Stages] = {}
_IS_EMPTY = select(not_(or_(*(exists(select(root.id)) for root in (Person, Organiser, Call, Message, Entry)))))


@contextmanager
def on(backend: Backend) -> Iterator[None]:
    """Let the factories of this block keep what they build in a database."""
    _current.append(_of.setdefault(backend, Stages(backend)))
    try:
        yield
    finally:
        _current.pop()
        forget_everything()  # identifiers come again, with other rows


def _is_empty() -> bool:
    return bool(db.session.scalar(_IS_EMPTY))


def _held_moment() -> datetime | None:
    """Return the moment at which the test holds the clock, if it does."""
    first, second = clock.now(), clock.now()
    return first if first == second else None


def _plain(value: object) -> object:
    """Return a value whose `repr` says all of it; raise Unplain for a row, a function, an object of any other kind."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Mapping):
        return [(_plain(key), _plain(each)) for key, each in value.items()]
    if isinstance(value, tuple | list):
        return type(value).__name__, [_plain(each) for each in value]
    raise Unplain


class _Writer(pickle.Pickler):
    """Write a row down as its kind and identifier."""

    def persistent_id(self, obj: object) -> tuple[type, UUID] | None:
        """Return what stands for a row."""
        return (type(obj), obj.id) if isinstance(obj, Base) else None


class _Reader(pickle.Unpickler):
    """Read the rows again."""

    def persistent_load(self, pid: tuple[type, UUID]) -> object:
        """Return a row of the test's session."""
        return db.session.get_one(*pid)


def _written(made: object) -> bytes:
    buffer = io.BytesIO()
    _Writer(buffer).dump(made)
    return buffer.getvalue()
