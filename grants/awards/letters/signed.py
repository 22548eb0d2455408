"""Read letters that were signed outside: each file is that of one letter, unchanged, with signatures that match it."""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import Any

from grants.awards.letters.names import file_name
from grants.filetypes import kind_of
from grants.signatures import Container, open_container, open_signed_pdf

MAX_SIGNED_MB = 10
"""Of one upload; more letters come with several."""
MAX_IN_UPLOAD = 1000
MAX_UNPACKED = 100 * 1024 * 1024
KINDS = ("pdf", "edoc", "asice")
_UNPACKED_BIT_BY_BIT = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError, NotImplementedError)
"""What is raised for an archive that cannot be read, or not safely."""


class Wrong(StrEnum):
    """Name why a file is not taken for a signed letter."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    TWICE = "twice"
    SENT = "sent"
    VOID = "void"
    ALTERED = "altered"
    MORE = "more"
    UNSIGNED = "unsigned"
    BROKEN = "broken"


@dataclass(frozen=True)
class Expected:
    """Be a letter that waits for its signature, or has it."""

    number: str
    sha256: str
    refused: Wrong | None
    """Why it takes no signature any more, if so: it was sent already, or is void."""
    content: Callable[[], bytes]


@dataclass(frozen=True)
class SignedLetter:
    """Be a signed file that was found to be a letter."""

    number: str
    kind: str
    content: bytes
    signatures: list[dict[str, Any]]


def files_in(name: str, content: bytes) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the files of an archive, or the one file that was sent, each with what reads it.

    Raise one of UNREADABLE for what cannot be unpacked safely, here or when it is read.
    """
    if kind_of(BytesIO(content), name, KINDS) is not None:
        return [(name, lambda: content)]
    archive = zipfile.ZipFile(BytesIO(content))
    members = [member for member in archive.infolist() if not member.is_dir()]
    if not 0 < len(members) <= MAX_IN_UPLOAD:
        raise ValueError("nothing in it, or too much")
    if any(member.compress_type not in _UNPACKED_BIT_BY_BIT or member.flag_bits & 1 for member in members):
        raise ValueError("packed in another way")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ValueError("too large when unpacked")
    return [(_base_name(member), partial(_unpacked, archive, member)) for member in members]


def read_one(name: str, data: bytes, expected: Mapping[str, Expected]) -> SignedLetter | Wrong:
    """Return the signed letter that a file is, or why it is none; `expected` is by the names of their files.

    A file belongs to the letter whose number its name begins with, and has to hold exactly that letter.
    """
    return _read(name, data, _named(name, expected))


def _base_name(member: zipfile.ZipInfo) -> str:
    return PurePath(member.filename.replace("\\", "/")).name


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as part:
        data = part.read(member.file_size + 1)
    if len(data) > member.file_size:
        raise ValueError("larger than it says")
    return data


def _named(name: str, expected: Mapping[str, Expected]) -> Expected | None:
    """Return the letter whose number a name begins with: programs that sign add words of their own."""
    stem = file_name(name)
    fitting = [one for one in expected if stem.startswith(one) and not stem[len(one) : len(one) + 1].isalnum()]
    return expected[max(fitting, key=len)] if fitting else None


def _read(name: str, data: bytes, known: Expected | None) -> SignedLetter | Wrong:
    kind = kind_of(BytesIO(data), name, KINDS)
    if known is None:
        return Wrong.UNKNOWN
    if kind is None:
        return Wrong.UNREADABLE
    if known.refused is not None:
        return known.refused
    opened = open_signed_pdf(data, known.content()) if kind == "pdf" else open_container(BytesIO(data))
    if opened is None:
        return Wrong.UNREADABLE
    return _wrong_in(opened, known) or SignedLetter(known.number, kind, data, opened.as_json())


def _wrong_in(opened: Container, known: Expected) -> Wrong | None:
    if known.sha256 not in opened.documents.values():
        return Wrong.ALTERED
    if len(opened.documents) > 1:
        return Wrong.MORE
    if not opened.signatures:
        return Wrong.UNSIGNED
    return None if all(signature.matches for signature in opened.signatures) else Wrong.BROKEN
