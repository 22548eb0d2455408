"""Files in an object storage that speaks the S3 protocol."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from grants.errors import NotFound
from grants.storage.base import CHUNK, KEY, Stored, new_key

IN_MEMORY = 1024 * 1024
"""Bytes of a file that are read into memory; larger ones pass through the disk on their way to a reader."""
DEFAULT_REGION = "us-east-1"
"""What servers of one's own take for granted."""
PATIENCE = "20s"
RETRIES = 3


class ObjectStorage:
    """Keep files as objects of one bucket, spread by the first letters of their keys as in a folder."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    @classmethod
    def at(cls, url: str) -> "ObjectStorage":
        """Return the storage of `s3://key:secret@host[:port]/bucket[/folder]?region=…&plain=1`."""
        parts = urlsplit(url)
        options = parse_qs(parts.query)
        plain = options.get("plain") == ["1"]
        bucket, _slash, folder = parts.path.strip("/").partition("/")
        host = parts.netloc.rpartition("@")[2]
        store = S3Store(
            bucket,
            prefix=folder or None,
            endpoint=f"{'http' if plain else 'https'}://{host}",
            region=options.get("region", [DEFAULT_REGION])[0],
            access_key_id=unquote(parts.username or ""),
            secret_access_key=unquote(parts.password or ""),
            virtual_hosted_style_request=False,
            client_options={"allow_http": plain, "timeout": PATIENCE, "connect_timeout": "5s"},
            retry_config={"max_retries": RETRIES},
        )
        return cls(store)

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep the bytes of a stream under a new random key; an object appears whole or not at all."""
        key, counted = new_key(), _Counted(stream)
        with _as_os_error():
            obstore.put(self._store, _path(key), counted.chunks())
        return Stored(key, counted.size, counted.digest.hexdigest())

    def open(self, key: str) -> BinaryIO:
        """Open kept bytes; raise NotFound if there are none under the key, OSError if nobody can tell."""
        if not KEY.fullmatch(key):
            raise NotFound
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # handed to the caller, who closes it
        try:
            with _as_os_error():
                for chunk in obstore.get(self._store, _path(key)).stream(min_chunk_size=CHUNK):
                    file.write(chunk)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return cast("BinaryIO", file)  # it is one in all but name

    def remove(self, key: str) -> None:
        """Forget kept bytes; do nothing if there are none."""
        try:
            with _as_os_error():
                obstore.delete(self._store, _path(key))
        except NotFound:
            return

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """Return the keys of what was put before a moment, in no order."""
        with _as_os_error():
            for objects in obstore.list(self._store):
                for each in objects:
                    name = each["path"].rpartition("/")[2]
                    if each["last_modified"] < moment and KEY.fullmatch(name):
                        yield name

    def forget_partial(self, moment: datetime) -> None:
        """Do nothing: what was sent half is no object, and a rule of the bucket ends it (`docs/operator.md`)."""


class _Counted:
    """Read a stream in chunks and remember how many bytes came, and their digest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest, self.size = hashlib.sha256(), 0

    def chunks(self) -> Iterator[bytes]:
        while chunk := self._stream.read(CHUNK):
            self.digest.update(chunk)
            self.size += len(chunk)
            yield chunk


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Turn what the library raises into what every storage raises; its text names no secret."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound from error
    except BaseError as error:
        raise OSError(f"The object storage does not answer as it should: {type(error).__name__}.") from error


def _path(key: str) -> str:
    return f"{key[:2]}/{key}"
