"""An archive is packed while it is sent, with names that every program can unpack."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from grants.evaluation.offline.zipping import MAX_FILE_NAME, Entry, usable, zipped

AT = datetime(2029, 12, 12, 12, tzinfo=UTC)


def test_what_is_packed_can_be_unpacked() -> None:
    entries = [Entry("01/a.txt", lambda: io.BytesIO(b"Labi.")), Entry("01/ž.bin", lambda: io.BytesIO(bytes(10**6)))]
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(entries, AT)))) as archive:
        assert archive.testzip() is None
        assert {name: len(archive.read(name)) for name in archive.namelist()} == {"01/a.txt": 5, "01/ž.bin": 10**6}


def test_a_file_is_opened_only_when_its_turn_comes() -> None:
    opened: list[str] = []

    def entry(name: str) -> Entry:
        def opening() -> io.BytesIO:
            opened.append(name)
            return io.BytesIO(b"x")

        return Entry(name, opening)

    packing = zipped([entry("first"), entry("second")], AT)
    next(packing)
    assert opened == ["first"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Tāme 2029.pdf", "Tāme 2029.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\a?*.pdf", "C__a__.pdf"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "_fdp.exe"),
        ("...", "_"),
        ("a\n=1.pdf", "a_=1.pdf"),
    ],
)
def test_names_are_usable_everywhere(name: str, shown: str) -> None:
    assert usable(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert usable("ž" * 200 + ".pdf") == "ž" * (MAX_FILE_NAME - 4) + ".pdf"


def test_a_name_as_long_as_allowed_stays() -> None:
    assert usable("ž" * (MAX_FILE_NAME - 4) + ".pdf") == "ž" * (MAX_FILE_NAME - 4) + ".pdf"
