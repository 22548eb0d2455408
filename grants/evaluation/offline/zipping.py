"""Pack files into an archive while it is sent, so that however large it is it needs no room. Pure."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

CHUNK = 256 * 1024
MAX_FILE_NAME = 100
"""Characters of a name in the archive: what every program unpacks, also in a deep folder."""

_UNUSABLE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]')
"""What some program or other cannot store, or what makes a name look like another one."""

Opened = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Entry:
    """Be a file of an archive: its path there, and what opens its bytes when its turn comes."""

    path: str
    opened: Opened


def usable(name: str) -> str:
    """Return a name of a file that every program can unpack, its ending kept."""
    clean = _UNUSABLE.sub("_", unicodedata.normalize("NFC", name)).strip(" .") or "_"
    stem, point, ending = clean.rpartition(".")
    if not point or len(ending) >= MAX_FILE_NAME // 2:
        return clean[:MAX_FILE_NAME]
    return f"{stem[: MAX_FILE_NAME - len(ending) - 1]}.{ending}"


def zipped(entries: Iterable[Entry], at: datetime) -> Iterator[bytes]:
    """Yield an archive of files dated at a moment; each is opened, read bit by bit and closed in its turn."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            with entry.opened() as file, archive.open(info, "w", force_zip64=True) as part:
                while chunk := file.read(CHUNK):
                    part.write(chunk)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """Take what an archive writes, to be handed on; it cannot be gone back in."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, content: bytes) -> int:
        self._written.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def taken(self) -> bytes:
        written, self._written = b"".join(self._written), []
        return written
