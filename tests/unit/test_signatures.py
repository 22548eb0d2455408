"""Who signed a container, and whether what was signed is what is here."""

import hashlib
import io
import zipfile

import pytest

from grants.signatures import MAX_UNPACKED, Container, Signature, open_container
from tests.factories.signing import a_container

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
