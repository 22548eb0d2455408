"""Files in a folder, the default."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from grants.errors import NotFound
from grants.storage.base import CHUNK, KEY, Stored, new_key

PARTIAL = ".part"


class FolderStorage:
    """Keep files in a folder, spread over sub-folders by the first letters of their keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep the bytes of a stream under a new random key; a file appears whole or not at all, and stays.

        A receipt that is stored afterwards vouches for the file, so it must be on the disk before.
        """
        key = new_key()
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(PARTIAL)
        try:
            stored = _copy(stream, partial, key)
        except OSError:  # a full disk gets its room back at once
            partial.unlink(missing_ok=True)
            raise
        partial.rename(path)
        _sync(path.parent)
        return stored

    def open(self, key: str) -> BinaryIO:
        """Open kept bytes; raise NotFound if there are none under the key."""
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise NotFound from error

    def remove(self, key: str) -> None:
        """Forget kept bytes; do nothing if there are none."""
        self._path(key).unlink(missing_ok=True)

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """Return the keys of what was put before a moment, in no order."""
        return (path.name for path in self._before(moment) if KEY.fullmatch(path.name))

    def forget_partial(self, moment: datetime) -> None:
        """Remove what was left half-written before a moment."""
        for path in self._before(moment):
            if path.suffix == PARTIAL:
                path.unlink(missing_ok=True)

    def _before(self, moment: datetime) -> Iterator[Path]:
        for path in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):  # another process has just finished or removed it
                if path.stat().st_mtime < moment.timestamp():
                    yield path

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise NotFound
        return self._folder / key[:2] / key


def _copy(stream: IO[bytes], partial: Path, key: str) -> Stored:
    """Write the bytes of a stream into a new file, down to the disk."""
    digest, size = hashlib.sha256(), 0
    with partial.open("xb") as file:
        while chunk := stream.read(CHUNK):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(key, size, digest.hexdigest())


def _sync(folder: Path) -> None:
    """Have the name of a new file survive a power cut, too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
