"""Files of applicants: kept under random keys, so that no name of ours or theirs becomes a path."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Protocol

from flask import current_app

from config import Settings
from grants.errors import NotFound

KEY = re.compile(r"[0-9a-f]{48}")
CHUNK = 256 * 1024
PARTIAL = ".part"


@dataclass(frozen=True)
class Stored:
    """Describe bytes that were put away."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Be a place for files: put once, open, remove, list what is old."""

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep the bytes of a stream under a new random key."""

    def open(self, key: str) -> BinaryIO:
        """Open kept bytes; raise NotFound if there are none under the key."""

    def remove(self, key: str) -> None:
        """Forget kept bytes; do nothing if there are none."""

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """Return the keys of what was put before a moment, in no order."""

    def forget_partial(self, moment: datetime) -> None:
        """Remove what was left half-written before a moment."""


class FolderStorage:
    """Keep files in a folder, spread over sub-folders by the first letters of their keys."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep the bytes of a stream under a new random key; a file appears whole or not at all, and stays.

        A receipt that is stored afterwards vouches for the file, so it must be on the disk before.
        """
        key = secrets.token_hex(24)
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


def storage() -> Storage:
    """Return the storage the settings name."""
    settings: Settings = current_app.extensions["settings"]
    return FolderStorage(settings.files_folder)
