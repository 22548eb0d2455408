"""A full disk keeps what fits and nothing of what does not."""

import io
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from grants.storage import FolderStorage

ROOM = 1_000_000


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """Return a folder whose disk takes no file of more than ROOM bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    yield tmp_path
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_a_full_disk_does_not_take_leaves_nothing(full: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        FolderStorage(full).put(io.BytesIO(bytes(2 * ROOM)))
    assert [path for path in full.rglob("*") if path.is_file()] == []


def test_what_fits_is_kept(full: Path) -> None:
    stored = FolderStorage(full).put(io.BytesIO(bytes(ROOM)))
    with FolderStorage(full).open(stored.key) as file:
        assert file.read() == bytes(ROOM)
