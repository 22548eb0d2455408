"""What depends on the database is tested on both, everything else on one of them.

Half of the tests run on each, always the same half, so every service and every page is seen on a real PostgreSQL and on
SQLite by some of its tests; what several people do at one moment, and what the database itself refuses, is always
tested on both. `BOTH_DATABASES=1` runs everything on both.
"""

import os
from zlib import crc32

import pytest

from tests.support.availability import PROGRAMS
from tests.support.databases import BACKENDS
from tests.support.together import at_once

AT_THE_DATABASE = {at_once.__name__, "DBAPIError", "IntegrityError", "carry_out", "sweep_twice"}
"""What a test names when it is about how the database behaves; the last two let workers die, and begin together."""


@pytest.hookimpl(trylast=True)  # after what was chosen on the command line, so that -k sqlite leaves no test out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other half of the tests."""
    if os.environ.get("BOTH_DATABASES") or PROGRAMS["postgresql"].find() is None:
        return
    on = {(_asked(item), _backend(item)) for item in items}
    left_out = {item for item in items if (_asked(item), _chosen(item)) in on and _backend(item) != _chosen(item)}
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


def _chosen(item: pytest.Item) -> str | None:
    """Return the database on which a test runs, or the one it is for where it runs on both."""
    if not isinstance(item, pytest.Function) or _backend(item) is None:
        return _backend(item)
    if AT_THE_DATABASE & {*item.function.__code__.co_names}:
        return _backend(item)
    return BACKENDS[crc32(_asked(item).encode()) % len(BACKENDS)]


def _asked(item: pytest.Item) -> str:
    """Return what names a test on every database alike."""
    name = _backend(item)
    return item.nodeid if name is None else item.nodeid.replace(f"[{name}", "[").replace(f"-{name}", "")


def _backend(item: pytest.Item) -> str | None:
    params: dict[str, object] = item.callspec.params if hasattr(item, "callspec") else {}
    name = params.get("backend")
    return name if isinstance(name, str) else None
