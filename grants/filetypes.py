"""What kind of file some bytes are, by what stands in them and never by what a name claims. Pure."""

import zipfile
import zlib
from collections.abc import Collection
from pathlib import PurePath
from typing import IO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "edoc": "application/vnd.etsi.asic-e+zip",
    "asice": "application/vnd.etsi.asic-e+zip",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
}
"""The kinds of files a rules document can accept."""
SUFFIXES = {"jpg": (".jpg", ".jpeg"), "heic": (".heic", ".heif"), "asice": (".asice", ".sce")}
SIGNED = frozenset({"edoc", "asice"})
MAX_MEMBERS = 5_000
HEAD = 1024
MAX_NAME = 120

_BEFORE_PDF = b"\xef\xbb\xbf\0\t\n\f\r "
"""What programs leave before the head of a PDF; readers would take anything, a program or a page, and so both."""
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError)
_ASIC = b"application/vnd.etsi.asic-e+zip"
_UNPACKED_BIT_BY_BIT = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The ways of packing of which Python unpacks no more than it is asked for: 5 kB of bzip2 hold gigabytes."""


def kind_of(stream: IO[bytes], name: str, accept: Collection[str] = ()) -> str | None:
    """Return the accepted kind of a file, or None; `accept` empty means every kind. The stream is left at its start.

    A container of e-signed documents is an .edoc or an .asice, as its name has it: the two hold the same.
    """
    possible = _kinds(stream) & frozenset(accept or MEDIA_TYPES)
    stream.seek(0)
    named = {kind for kind in possible if name.lower().endswith(suffixes_of(kind))}
    return min(named or possible, default=None)


def suffixes_of(kind: str) -> tuple[str, ...]:
    """Return the endings that names of a kind of file have, the usual one first."""
    return SUFFIXES.get(kind, (f".{kind}",))


def safe_name(name: str, kind: str) -> str:
    """Return the last part of a name without control characters, with an ending that tells the truth."""
    last = PurePath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable()).strip(" .")
    ending = PurePath(printable).suffix if printable.lower().endswith(suffixes_of(kind)) else suffixes_of(kind)[0]
    stem = printable.removesuffix(ending) or "file"
    return stem[:MAX_NAME] + ending


def _kinds(stream: IO[bytes]) -> frozenset[str]:
    stream.seek(0)
    head = stream.read(HEAD)
    if head.startswith(b"PK\x03\x04"):  # first, because a PDF may lie in it unpacked
        return _kinds_of_archive(stream)
    if head.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
        return frozenset({"pdf"})
    if head.startswith(b"\xff\xd8\xff"):
        return frozenset({"jpg"})
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return frozenset({"png"})
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return frozenset({"heic"})
    return frozenset()


def _kinds_of_archive(stream: IO[bytes]) -> frozenset[str]:
    """Look at the list of members; nothing is unpacked but the first bytes of the one that names the type."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if len(names) > MAX_MEMBERS:
                return frozenset()
            if "mimetype" in names:
                return SIGNED if _names_asic(archive) else frozenset()
    except _UNREADABLE:
        return frozenset()
    return _kinds_of_members(frozenset(names))


def _names_asic(archive: zipfile.ZipFile) -> bool:
    packed = archive.getinfo("mimetype")
    if packed.compress_type not in _UNPACKED_BIT_BY_BIT:
        return False
    with archive.open(packed) as member:
        return member.read(len(_ASIC)) == _ASIC


def _kinds_of_members(names: frozenset[str]) -> frozenset[str]:
    if any(name.startswith("META-INF/") and "signature" in name.lower() for name in names):
        return SIGNED
    is_word = "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    return frozenset({"docx"}) if is_word and not has_macros else frozenset()
