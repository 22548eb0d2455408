"""Containers of e-signed documents are opened to show who signed, and photographs of telephones are shown as PDF."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.confirmations import standings_of
from grants.applications.files import sweep_files
from grants.applications.models import Application, Attachment
from grants.applications.papers.printed import copy_document, signed_copy_of
from grants.applications.upkeep.photographs import MAX_PIXELS, convert_photographs, to_pdf
from grants.db import db
from grants.errors import Invalid
from grants.signatures import open_container
from grants.storage import storage
from tests.factories.applications import a_started, a_submitted, an_open_call, form_of
from tests.factories.calls import CLOSED
from tests.factories.documents import field
from tests.factories.signing import a_container, a_signed_pdf, with_a_note, with_other_words
from tests.support.visitor import Visitor

FORM = form_of(field("paper", "file", accept=["edoc", "asice", "heic"]))
ANNA = ("Anna", "Ozola")


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


def send(browser: Visitor, draft: Application, content: bytes, name: str) -> str:
    db.session.commit()
    page = browser.see(f"/applications/{draft.id}/sections/project")
    browser.send(page, {"a-paper": (io.BytesIO(content), name)}, button="Save and leave")
    return browser.see(f"/applications/{draft.id}/sections/project").text


def heic(width: int = 40, height: int = 30) -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "HEIF")
    return stream.getvalue()


def attached() -> Attachment:
    return db.session.scalars(select(Attachment)).one()


def test_a_container_says_who_signed_it(browser: Visitor, draft: Application) -> None:
    text = send(browser, draft, a_container({"a.pdf": b"%PDF-1.7"}, ANNA), "statūti.edoc")
    assert "Signed by Anna Ozola" in text
    assert "matches the content" in text
    assert "010190" not in text


def test_a_container_whose_content_was_changed_says_so(browser: Visitor, draft: Application) -> None:
    content = a_container({"a.pdf": b"%PDF-1.7"}, ANNA, changed={"a.pdf": b"%PDF-1.7 cits"})
    assert "does not match the content" in send(browser, draft, content, "statūti.asice")


def test_a_container_nobody_signed_says_so(browser: Visitor, draft: Application) -> None:
    assert "no signature found" in send(browser, draft, a_container({"a.pdf": b"%PDF-1.7"}), "statūti.asice")


def test_a_photograph_is_shown_as_pdf_and_the_original_stays(browser: Visitor, draft: Application) -> None:
    photograph = heic()
    send(browser, draft, photograph, "foto.heic")
    assert convert_photographs() == 1
    assert convert_photographs() == 0
    db.session.commit()
    address = f"/applications/{draft.id}/files/{attached().id}"
    shown, original = browser.get(address, buffered=True), browser.get(f"{address}?original", buffered=True)
    assert (shown.mimetype, shown.data[:5]) == ("application/pdf", b"%PDF-")
    assert original.data == photograph


def test_what_is_shown_is_not_swept(browser: Visitor, draft: Application) -> None:
    send(browser, draft, heic(), "foto.heic")
    convert_photographs()
    db.session.commit()
    with clock.at(CLOSED):
        sweep_files()
    key = attached().shown_key
    assert key
    with storage().open(key) as content:
        assert content.read(5) == b"%PDF-"


def test_a_photograph_that_cannot_be_read_is_tried_once(browser: Visitor, draft: Application) -> None:
    send(browser, draft, heic()[:200], "foto.heic")
    assert convert_photographs() == 1
    assert convert_photographs() == 0
    assert attached().shown_failed_at is not None


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"\0\0\0\x18ftypheic" + bytes(100)])
def test_what_is_no_photograph_is_none(content: bytes) -> None:
    assert to_pdf(content) is None


def test_a_very_large_photograph_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.applications.upkeep.photographs.MAX_PIXELS", 40 * 30 - 1)
    assert to_pdf(heic()) is None
    assert MAX_PIXELS > 50_000_000


def test_the_largest_photograph_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.applications.upkeep.photographs.MAX_PIXELS", 40 * 30)
    assert to_pdf(heic()) is not None


@pytest.fixture
def sent(anna: Person) -> Application:
    return a_submitted(an_open_call(signature={"by": ["e_signed_copy"], "within_working_days": 3}), anna)


def give_back(sent: Application, anna: Person, content: bytes) -> str:
    container = open_container(io.BytesIO(content))
    assert container
    return services.receive_signed_copy(application=sent, container=container, actor=anna)


def test_the_copy_to_sign_is_the_same_bytes_whenever_it_is_made(sent: Application) -> None:
    before = signed_copy_of(sent)
    sent.call.organiser.logo = "a" * 64
    assert signed_copy_of(sent) == before
    document = copy_document(sent, None)
    assert document.logo
    assert document.logo.digest == "a" * 64


def test_the_signed_copy_binds_the_applicant(sent: Application, browser: Visitor) -> None:
    db.session.commit()
    copy = browser.get(f"/applications/{sent.id}/to-sign.pdf").data
    page = browser.see(f"/applications/{sent.id}/signed-copy")
    file = (io.BytesIO(a_container({"kopija.pdf": copy}, ANNA)), "kopija.edoc")
    done = browser.send(page, {"file": file}, button="Return the signed copy")
    assert "The copy is signed by Anna Ozola, and its content is unchanged." in done.text
    assert [standing.state for standing in standings_of(sent)] == ["confirmed"]


def test_a_copy_signed_within_the_pdf_binds_the_applicant_too(sent: Application, browser: Visitor) -> None:
    db.session.commit()
    copy = browser.get(f"/applications/{sent.id}/to-sign.pdf").data
    page = browser.see(f"/applications/{sent.id}/signed-copy")
    done = browser.send(
        page, {"file": (io.BytesIO(a_signed_pdf(copy, ANNA)), "kopija.pdf")}, button="Return the signed copy"
    )
    assert "The copy is signed by Anna Ozola, and its content is unchanged." in done.text
    assert [standing.state for standing in standings_of(sent)] == ["confirmed"]


@pytest.mark.parametrize("change", [with_other_words, with_a_note])
def test_a_pdf_that_was_changed_before_signing_is_refused(
    sent: Application, browser: Visitor, change: Callable[[bytes], bytes]
) -> None:
    db.session.commit()
    copy = browser.get(f"/applications/{sent.id}/to-sign.pdf").data
    page = browser.see(f"/applications/{sent.id}/signed-copy")
    file = (io.BytesIO(a_signed_pdf(change(copy), ANNA)), "kopija.pdf")
    refused = browser.send(page, {"file": file}, button="Return the signed copy", status=422)
    assert "not the one you downloaded" in refused.text
    assert [standing.state for standing in standings_of(sent)] != ["confirmed"]


def test_another_content_is_refused(sent: Application, anna: Person) -> None:
    with pytest.raises(Invalid, match="not the one you downloaded"):
        give_back(sent, anna, a_container({"kopija.pdf": signed_copy_of(sent) + b" "}, ANNA))


def test_a_signature_that_does_not_match_is_refused(sent: Application, anna: Person) -> None:
    copy = signed_copy_of(sent)
    with pytest.raises(Invalid, match="does not match"):
        give_back(sent, anna, a_container({"a.pdf": b"x"}, ANNA, changed={"a.pdf": copy}))


@pytest.mark.parametrize("content", [a_container({"a.pdf": b"x"})])
def test_a_copy_nobody_signed_is_refused(sent: Application, anna: Person, content: bytes) -> None:
    with pytest.raises(Invalid):
        give_back(sent, anna, content)


def test_a_file_that_is_no_container_is_refused_on_the_page(
    sent: Application, browser: Visitor, queued: Callable[[str], list[str]]
) -> None:
    db.session.commit()
    page = browser.see(f"/applications/{sent.id}/signed-copy")
    refused = browser.send(
        page, {"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}, button="Return the signed copy", status=422
    )
    assert refused.errors
    assert queued("application_confirm_answered") == []
