"""Files are known by what stands in them."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.filetypes import kind_of, safe_name
from tests.factories.signing import a_container

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)
PDF = b"%PDF-1.7\n"
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(20)


def archive(**members: bytes) -> bytes:
    """Return a ZIP file; double underscores in names stand for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def word(**more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>", **more})


SIGNED = archive(mimetype=b"application/vnd.etsi.asic-e+zip", doc=b"x")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "a.pdf", "pdf"),
        (b"\n" + PDF, "a.pdf", "pdf"),
        (PNG, "a.png", "png"),
        (JPG, "a.JPEG", "jpg"),
        (HEIC, "a.heic", "heic"),
        (word(), "a.docx", "docx"),
        (SIGNED, "a.edoc", "edoc"),
        (SIGNED, "a.asice", "asice"),
        (archive(**{"META-INF__edoc-signatures-S1.xml": b"<x/>"}), "a.edoc", "edoc"),
    ],
)
def test_a_kind_is_known_by_content(content: bytes, name: str, kind: str) -> None:
    assert kind_of(io.BytesIO(content), name) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html>",
        b"PK\x03\x04 not a zip",
        archive(a=b"x"),
        archive(mimetype=b"application/vnd.oasis.opendocument.text"),
        word(**{"word__vbaProject.bin": b"x"}),
        b"\x00\x00\x00\x18ftypmp42",
        b"MZ\x90\x00" + PDF,
        b"GIF89a" + PDF,
        b"<html><script>alert(1)</script>" + PDF,
        b"#!/bin/sh\n" + PDF,
    ],
)
def test_another_name_makes_no_other_file(content: bytes) -> None:
    assert kind_of(io.BytesIO(content), "a.pdf") is None


def test_only_accepted_kinds_are_taken() -> None:
    assert kind_of(io.BytesIO(PNG), "a.png", ("pdf",)) is None


def test_a_signed_container_is_taken_under_whichever_name_is_accepted() -> None:
    assert kind_of(io.BytesIO(SIGNED), "a.edoc", ("asice",)) == "asice"


def test_a_file_is_left_at_its_start() -> None:
    stream = io.BytesIO(PDF)
    kind_of(stream, "a.pdf")
    assert stream.read() == PDF


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_small_archive_does_not_fill_the_memory(packing: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as zipped:
        zipped.writestr("mimetype", bytes(16_000_000))
    tracemalloc.start()
    kind_of(stream, "a.edoc")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


@given(st.binary(max_size=300))
def test_no_bytes_break_the_test_of_kinds(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", SIGNED[:40], SIGNED[:-30]):
        kind_of(io.BytesIO(start + content), "a.edoc")


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("Statūti.pdf", "pdf", "Statūti.pdf"),
        ("C:\\Mani\\statūti.PDF", "pdf", "statūti.PDF"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("virus.exe", "jpg", "virus.exe.jpg"),
        ("a\r\nX: y.png", "png", "aX: y.png"),
        ("", "pdf", "file.pdf"),
        (".pdf", "pdf", "pdf.pdf"),
        ("foto.jpeg", "jpg", "foto.jpeg"),
    ],
)
def test_a_name_is_made_safe(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("x" * 500 + ".pdf", "pdf") == "x" * 120 + ".pdf"


def test_a_container_whose_pdf_lies_in_it_unpacked_is_a_container() -> None:
    content = a_container({"a.pdf": b"%PDF-1.7"}, ("Anna", "Ozola"))
    assert kind_of(io.BytesIO(content), "a.edoc") == "edoc"
