"""What every place for files can do, and how their keys look."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO, Protocol

KEY = re.compile(r"[0-9a-f]{48}")
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Stored:
    """Describe bytes that were put away."""

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Be a place for files: put once, open, remove, list what is old."""

    def put(self, stream: IO[bytes]) -> Stored:
        """Keep the bytes of a stream under a new random key; raise OSError if that fails, with nothing kept."""

    def open(self, key: str) -> BinaryIO:
        """Open kept bytes; raise NotFound if there are none under the key, OSError if nobody can tell."""

    def remove(self, key: str) -> None:
        """Forget kept bytes; do nothing if there are none."""

    def keys_before(self, moment: datetime) -> Iterator[str]:
        """Return the keys of what was put before a moment, in no order."""

    def forget_partial(self, moment: datetime) -> None:
        """Remove what was left half-written before a moment."""


def new_key() -> str:
    """Return a key that nothing lies under: 192 random bits."""
    return secrets.token_hex(24)
