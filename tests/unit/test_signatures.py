"""Who signed a container or a PDF, and whether what was signed is what is here."""

import hashlib
import io
import zipfile

import pytest

from grants.signatures import Container, Signature, open_container, open_signed_pdf
from grants.signatures.containers import MAX_UNPACKED
from tests.factories.signing import a_container, a_pdf, a_signed_pdf, with_a_note, with_other_words

ANNA, BRUNO = ("Anna", "Ozola"), ("Bruno", "Bērziņš")
DOCUMENTS = {"iesniegums.pdf": b"%PDF-1.7 iesniegums"}


def opened(content: bytes) -> Container:
    found = open_container(io.BytesIO(content))
    assert found
    return found


def test_it_says_who_signed_when_and_that_it_matches() -> None:
    assert opened(a_container(DOCUMENTS, ANNA)).signatures == (
        Signature("Anna Ozola", "2026-03-01T10:00:00+00:00", matches=True),
    )


def test_every_signature_is_named() -> None:
    found = opened(a_container(DOCUMENTS, ANNA, BRUNO)).signatures
    assert [(one.name, one.matches) for one in found] == [("Anna Ozola", True), ("Bruno Bērziņš", True)]


def test_a_document_changed_after_signing_does_not_match() -> None:
    (found,) = opened(a_container(DOCUMENTS, ANNA, changed={"iesniegums.pdf": b"%PDF-1.7 cits"})).signatures
    assert not found.matches


def test_a_document_put_in_after_signing_does_not_match() -> None:
    (found,) = opened(a_container(DOCUMENTS, ANNA, changed={"cits.pdf": b"%PDF-1.7 cits"})).signatures
    assert not found.matches


def test_a_signature_over_a_part_does_not_match() -> None:
    documents = {**DOCUMENTS, "budžets.pdf": b"%PDF-1.7 plan"}
    (found,) = opened(a_container(documents, ANNA, signed=("iesniegums.pdf",))).signatures
    assert not found.matches


def test_the_digest_of_each_document_is_told() -> None:
    assert opened(a_container(DOCUMENTS, ANNA)).documents == {
        name: hashlib.sha256(data).hexdigest() for name, data in DOCUMENTS.items()
    }


def test_a_personal_code_is_never_shown() -> None:
    assert "010190" not in repr(opened(a_container(DOCUMENTS, ANNA)))


def test_a_container_without_signatures_has_none() -> None:
    assert opened(a_container(DOCUMENTS)).signatures == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", a_container(DOCUMENTS, ANNA)[:-30]])
def test_what_is_no_container_is_none(content: bytes) -> None:
    assert open_container(io.BytesIO(content)) is None


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    assert open_container(io.BytesIO(packed({"x": bytes(MAX_UNPACKED + 1)}))) is None


def test_what_just_fits_is_read() -> None:
    assert open_container(io.BytesIO(packed({"x": bytes(MAX_UNPACKED)}))) is not None


def test_members_packed_in_rare_ways_are_refused() -> None:
    assert open_container(io.BytesIO(packed({"x": b"x"}, zipfile.ZIP_BZIP2))) is None


@pytest.mark.parametrize(
    "text",
    [
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
        b"<x><y></x>",
        b"<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>",
        b"",
    ],
    ids=["entity", "broken", "empty signature", "nothing"],
)
def test_hostile_signatures_match_nothing(text: bytes) -> None:
    found = opened(packed({"a.pdf": b"x", "META-INF/signatures0.xml": text}))
    assert not any(signature.matches for signature in found.signatures)


def test_a_path_that_leaves_the_container_writes_nothing() -> None:
    assert "../../x" in opened(packed({"../../x": b"x"})).documents


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.pdf", "a/../../b.pdf"])
def test_a_path_in_a_container_is_a_name_and_nothing_is_written(name: str) -> None:
    assert [*opened(a_container({name: b"x"}, ANNA)).documents] == [name]


COPY = a_pdf()


def signed(content: bytes) -> Container:
    found = open_signed_pdf(content, COPY)
    assert found
    return found


def is_the_copy(found: Container) -> bool:
    return [*found.documents.values()] == [hashlib.sha256(COPY).hexdigest()]


def test_a_signed_pdf_says_who_signed_it_and_that_it_is_the_copy() -> None:
    found = signed(a_signed_pdf(COPY, ANNA))
    assert [(one.name, one.matches) for one in found.signatures] == [("Anna Ozola", True)]
    assert is_the_copy(found)


def test_several_may_sign_one_after_the_other() -> None:
    found = signed(a_signed_pdf(COPY, ANNA, BRUNO))
    assert [(one.name, one.matches) for one in found.signatures] == [("Anna Ozola", True), ("Bruno Bērziņš", True)]
    assert is_the_copy(found)


def test_a_personal_code_is_not_told_of_a_pdf_either() -> None:
    assert "PNOLV" not in str(signed(a_signed_pdf(COPY, ANNA)))


@pytest.mark.parametrize(
    "content",
    [
        a_signed_pdf(with_other_words(COPY), ANNA),
        with_other_words(a_signed_pdf(COPY, ANNA)),
        a_signed_pdf(with_a_note(COPY), ANNA),
        with_a_note(a_signed_pdf(COPY, ANNA)),
        a_signed_pdf(a_pdf("Cits"), ANNA),
    ],
    ids=["words before", "words after", "a note before", "a note after", "another document"],
)
def test_a_pdf_that_shows_anything_else_is_not_the_copy(content: bytes) -> None:
    assert not is_the_copy(signed(content))


def test_a_changed_byte_ends_the_match() -> None:
    content = bytearray(a_signed_pdf(COPY, ANNA))
    content[200] ^= 1
    assert [one.matches for one in signed(bytes(content)).signatures] == [False]


def test_a_pdf_nobody_signed_has_no_signatures() -> None:
    assert signed(COPY).signatures == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + bytes(2000), a_signed_pdf(COPY, ANNA)[:-3000]])
def test_what_is_no_whole_pdf_is_none(content: bytes) -> None:
    found = open_signed_pdf(content, COPY)
    assert found is None or not all(one.matches for one in found.signatures) or not found.signatures
