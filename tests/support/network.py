"""Notice connections to anywhere but this machine: a test that tries one fails, even if the code swallows the error."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@contextmanager
def only_this_machine() -> Iterator[list[str]]:
    """Refuse foreign addresses inside the block and list those that were asked for."""
    asked: list[str] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def refuse(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in HERE:
            asked.append(str(name))
            raise OSError(f"tests may not connect to {name}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse(address[0])
        connect(self, address)

    def guarded_resolve(host: Any, *args: Any, **options: Any) -> Any:
        refuse(host)
        return resolve(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield asked
