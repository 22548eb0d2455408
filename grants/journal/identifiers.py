"""Identifiers that sort in the order in which they were made, so that entries of one moment keep their order."""

import secrets
import threading
import time
import uuid


class _Ticks:
    """Count 4096ths of milliseconds since 1970, never the same twice in one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() * 4096 // 1_000_000)
            return self._last


_ticks = _Ticks()


def time_ordered() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562, section 6.2, method 3), later than every earlier one of this process."""
    milliseconds, fraction = divmod(_ticks.next(), 4096)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | secrets.randbits(62))
