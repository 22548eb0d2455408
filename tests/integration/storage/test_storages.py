"""A folder and an object storage do the same: what was put is there, whole, under a key that tells nothing."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from grants import clock
from grants.errors import NotFound
from grants.storage import KEY, FolderStorage, Storage, storage
from grants.storage.objects import ObjectStorage
from tests.support.objects import ObjectServer

CONTENT = bytes(range(256)) * 30_000
"""More than one part of an object and than is kept in memory."""
NOTHING = "0" * 48


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    server = ObjectServer(tmp_path_factory.mktemp("objects"))
    yield server
    server.stop()


@pytest.fixture(params=["folder", "objects"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path)
    server: ObjectServer = request.getfixturevalue("objects")
    return ObjectStorage.at(server.address(bucket=f"files/{tmp_path.name}"))


def test_what_was_put_is_opened_whole(kept: Storage) -> None:
    stored = kept.put(io.BytesIO(CONTENT))
    assert (stored.size, stored.sha256) == (len(CONTENT), sha256(CONTENT).hexdigest())
    with kept.open(stored.key) as file:
        assert file.read() == CONTENT


def test_an_opened_file_can_be_read_from_any_place(kept: Storage) -> None:
    with kept.open(kept.put(io.BytesIO(CONTENT)).key) as file:
        file.seek(-5, 2)
        assert file.read() == CONTENT[-5:]


def test_an_empty_file_is_a_file(kept: Storage) -> None:
    with kept.open(kept.put(io.BytesIO()).key) as file:
        assert file.read() == b""


def test_the_same_bytes_twice_lie_under_two_keys(kept: Storage) -> None:
    first, second = (kept.put(io.BytesIO(b"same")).key for _ in range(2))
    assert first != second
    assert KEY.fullmatch(first)


def test_what_was_removed_is_gone_and_removing_it_again_does_nothing(kept: Storage) -> None:
    key = kept.put(io.BytesIO(b"once")).key
    kept.remove(key)
    kept.remove(key)
    with pytest.raises(NotFound):
        kept.open(key)


@pytest.mark.parametrize("key", [NOTHING, "../../etc/passwd", "", "A" * 48])
def test_under_any_other_key_nothing_is_found(kept: Storage, key: str) -> None:
    with pytest.raises(NotFound):
        kept.open(key)


def test_only_what_was_put_before_a_moment_is_old(kept: Storage) -> None:
    keys = {kept.put(io.BytesIO(b"x")).key for _ in range(3)}
    now = clock.now()
    assert set(kept.keys_before(now + timedelta(minutes=1))) == keys
    assert set(kept.keys_before(now - timedelta(minutes=1))) == set()


def test_a_stream_that_breaks_off_leaves_nothing(kept: Storage) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise ConnectionResetError("the sender has gone")

    with pytest.raises(OSError, match=r"gone|storage"):
        kept.put(Broken())
    assert set(kept.keys_before(clock.now() + timedelta(minutes=1))) == set()


def test_an_object_storage_that_refuses_is_an_error_of_the_system_without_the_secret(objects: ObjectServer) -> None:
    refusing = ObjectStorage.at(objects.address(secret="wrong-secret-0123"))
    for act in (lambda: refusing.put(io.BytesIO(b"x")), lambda: refusing.open(NOTHING)):
        with pytest.raises(OSError, match="object storage") as refused:
            act()
        assert "wrong-secret" not in str(refused.value)


def test_the_service_keeps_files_where_the_setting_says(
    app: Flask, objects: ObjectServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], storage_url=objects.url)
    monkeypatch.setitem(app.extensions, "settings", settings)
    with app.app_context():
        stored = storage().put(io.BytesIO(b"in the bucket"))
        same = storage() is storage()
    app.extensions.pop("storage")
    assert same
    assert (objects.bucket / "grants" / stored.key[:2] / stored.key).read_bytes() == b"in the bucket"
