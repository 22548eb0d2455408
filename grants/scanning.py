"""Scan files for viruses by ClamAV's daemon, over its own protocol; where none is configured nothing is scanned."""

import socket
import struct
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from flask import current_app

from config import Settings

CHUNK = 256 * 1024
PATIENCE = 60.0
"""Seconds for which an answer is waited for."""
PORT = 3310
MAX_REPLY = 4096
LENGTH = struct.Struct("!I")


class ScannerUnreachableError(Exception):
    """Say that a file could not be scanned now; it waits."""


@dataclass(frozen=True)
class Verdict:
    """Say what a scan found: the name of a virus, or nothing."""

    virus: str = ""


def is_scanning() -> bool:
    """Tell whether files are scanned before they are handed out."""
    return bool(_settings().clamd_url)


def scan(content: IO[bytes]) -> Verdict:
    """Scan some bytes; raise ScannerUnreachableError when there is no verdict."""
    try:
        with _connected(_settings().clamd_url) as connection:
            connection.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                connection.sendall(LENGTH.pack(len(chunk)) + chunk)
            connection.sendall(LENGTH.pack(0))
            reply = _reply(connection)
    except OSError as error:
        raise ScannerUnreachableError(str(error)) from error
    if reply.endswith(" OK"):
        return Verdict()
    if reply.endswith(" FOUND"):
        return Verdict(reply.removeprefix("stream: ").removesuffix(" FOUND"))
    raise ScannerUnreachableError(reply)


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=PATIENCE)


def _reply(connection: socket.socket) -> str:
    received = b""
    while len(received) < MAX_REPLY and not received.endswith(b"\0"):
        part = connection.recv(MAX_REPLY)
        if not part:
            break
        received += part
    return received.rstrip(b"\0").decode(errors="replace").strip()


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
