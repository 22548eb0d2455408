"""Files of applications: what is taken, who gets them, what is swept."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from grants import clock
from grants.accounts.models import Person, RoleKind
from grants.applications import queries, services
from grants.applications.files import MAX_AT_ONCE, MAX_MB, KeptFile, sweep_files
from grants.applications.models import Application, Attachment
from grants.applications.services.attachments import MAX_FILES
from grants.applications.services.enclosing import enclose
from grants.db import db
from grants.errors import Conflict
from grants.journal.models import Entry
from grants.storage import FolderStorage, Stored, storage
from grants.web.uploads import put_away
from tests.factories.applications import a_filled, a_started, an_open_call, form_of
from tests.factories.calls import CLOSED, OPEN, an_official
from tests.factories.documents import field
from tests.factories.people import a_person
from tests.integration.applications.conftest import SignIn
from tests.support.pages import Page
from tests.support.visitor import Visitor

PDF = b"%PDF-1.7\nstatutes"
MEGABYTE = 1024 * 1024
FORM = form_of(
    field("goal", "long_text"),
    field("statutes", "file", accept=["pdf", "edoc"], max_mb=1),
    field("photos", "file"),
)
SAVE = "Save and continue"


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_started(an_open_call(form=FORM), anna)


def send(
    browser: Visitor, draft: Application, content: bytes = PDF, name: str = "Statūti.pdf", to: str = "statutes"
) -> Page:
    page = browser.see(f"/applications/{draft.id}/sections/project")
    return browser.send(page, {"a-goal": "Mana doma", f"a-{to}": (io.BytesIO(content), name)}, button=SAVE)


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise error

    return fail


def attached() -> list[Attachment]:
    return list(db.session.scalars(select(Attachment).where(Attachment.removed_at.is_(None))))


def address(file: Attachment) -> str:
    return f"/applications/{file.application_id}/files/{file.id}"


def fetched(browser: Visitor, file: Attachment) -> bytes:
    with browser.get(address(file)) as answer:
        return bytes(answer.data)


def test_a_file_is_kept_with_the_answers_of_its_page(browser: Visitor, draft: Application) -> None:
    page = send(browser, draft)
    assert ("Statūti.pdf" in page.text, "Mana doma" in page.text) == (True, True)
    assert [(file.field, file.name, file.media_type, file.size) for file in attached()] == [
        ("statutes", "Statūti.pdf", "application/pdf", len(PDF))
    ]


def test_the_journal_names_a_file_by_its_id(browser: Visitor, draft: Application) -> None:
    """A hash without salt would tell whoever has the same document that it was sent in here."""
    send(browser, draft)
    entry = db.session.scalars(select(Entry).where(Entry.action == "application.file_attached")).one()
    assert entry.details == {"field": "statutes", "attachment": str(attached()[0].id)}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ\x90", "statutes.pdf", "“statutes.pdf” is of a kind that is not taken here: PDF, e-signed .edoc."),
        (b"", "statutes.pdf", "“statutes.pdf” is empty."),
        (PDF + bytes(MEGABYTE), "statutes.pdf", "“statutes.pdf” is too large: at most 1 MB are possible."),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_rest_of_the_page_kept(
    browser: Visitor, draft: Application, content: bytes, name: str, words: str
) -> None:
    page = send(browser, draft, content, name)
    assert words in page.text
    assert "Mana doma" in page.form(SAVE).values["a-goal"][0]
    assert attached() == []


def test_what_the_storage_does_not_take_is_named_and_the_rest_of_the_page_kept(
    browser: Visitor, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderStorage, "put", raising(OSError("no space left on device")))
    page = send(browser, draft)
    assert "“Statūti.pdf” could not be stored, through no fault of yours." in page.text
    assert "Mana doma" in page.form(SAVE).values["a-goal"][0]


def test_a_file_may_be_as_large_as_the_rules_say(browser: Visitor, draft: Application) -> None:
    send(browser, draft, PDF + bytes(MEGABYTE - len(PDF)))
    assert [file.size for file in attached()] == [MEGABYTE]


def test_a_file_may_be_ten_megabytes_where_the_rules_set_no_limit(browser: Visitor, draft: Application) -> None:
    send(browser, draft, PDF + bytes(MAX_MB * MEGABYTE - len(PDF)), to="photos")
    assert [file.size for file in attached()] == [MAX_MB * MEGABYTE]
    assert "at most 10 MB" in send(browser, draft, PDF + bytes(MAX_MB * MEGABYTE), to="photos").text


def test_more_than_a_request_may_hold_is_refused_with_a_page(browser: Visitor, draft: Application) -> None:
    page = browser.see(f"/applications/{draft.id}/sections/project")
    answer = browser.send(page, {"a-photos": (io.BytesIO(bytes(13 * MEGABYTE)), "a.pdf")}, button=SAVE, status=413)
    answer.response.request.environ["wsgi.input"].close()  # unread, so nobody else does
    assert "12 MB" in answer.text


def test_several_files_answer_one_question(browser: Visitor, draft: Application) -> None:
    send(browser, draft, PDF, "viens.pdf", "photos")
    send(browser, draft, PDF + b"2", "divi.pdf", "photos")
    assert sorted(file.name for file in attached()) == ["divi.pdf", "viens.pdf"]


def test_more_files_than_are_taken_at_once_are_named(browser: Visitor, draft: Application) -> None:
    page = browser.see(f"/applications/{draft.id}/sections/project")
    files = [(io.BytesIO(PDF + bytes([number])), f"{number}.pdf") for number in range(MAX_AT_ONCE + 1)]
    answer = browser.send(page, {"a-photos": files}, button=SAVE)
    assert "Files taken at once: at most 20." in answer.text
    assert len(attached()) == MAX_AT_ONCE


def test_the_same_file_sent_twice_is_kept_once(browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    send(browser, draft)
    assert len(attached()) == 1


def test_a_file_can_be_removed(browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    page = browser.see(f"/applications/{draft.id}/sections/project")
    page = browser.send(page, {"a-goal": "Cita doma"}, button="Remove Statūti.pdf")
    assert ("Statūti.pdf" in page.text, attached()) == (False, [])
    db.session.refresh(draft)
    assert draft.answers["goal"] == "Cita doma"


def test_a_removed_file_cannot_be_had_any_more(browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    file = attached()[0]
    browser.send(browser.see(f"/applications/{draft.id}/sections/project"), button="Remove Statūti.pdf")
    browser.see(address(file), status=404)


def test_a_file_comes_back_as_it_was_sent_to_be_saved_and_not_shown(browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    with browser.get(address(attached()[0])) as answer:
        assert answer.data == PDF
    assert (
        answer.headers["Content-Disposition"] == "attachment; filename=Statuti.pdf; filename*=UTF-8''Stat%C5%ABti.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_files_of_a_draft_are_not_for_others(as_person: SignIn, browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    for other in (a_person(), an_official(), an_official(RoleKind.AUDITOR)):
        as_person(other).see(address(attached()[0]), status=404)


def test_files_of_what_was_submitted_are_for_officials(as_person: SignIn, anna: Person) -> None:
    application = a_started(an_open_call(form=FORM), anna)
    send(as_person(anna), application)
    file = attached()[0]
    services.save(
        application=application,
        actor=anna,
        changes={
            "_title": "Nometne",
            "_kind": "association",
            "_name": "O",
            "_registration_number": "40008000013",
        },
    )
    services.submit(application=application, actor=anna)
    as_person(an_official()).see(address(file), status=404)
    with clock.at(CLOSED):
        assert fetched(as_person(an_official()), file) == PDF
        as_person(a_person()).see(address(file), status=404)


def test_a_file_is_found_only_under_its_own_application(browser: Visitor, draft: Application, anna: Person) -> None:
    send(browser, draft)
    other = a_filled(draft.call, anna, answers={})
    file = attached()[0]
    db.session.commit()
    browser.see(f"/applications/{other.id}/files/{file.id}", status=404)


def test_a_file_after_the_deadline_is_refused_and_the_text_given_back(browser: Visitor, draft: Application) -> None:
    page = browser.see(f"/applications/{draft.id}/sections/project")
    with clock.at(CLOSED):
        answer = browser.send(
            page, {"a-goal": "Mana doma", "a-statutes": (io.BytesIO(PDF), "a.pdf")}, button=SAVE, status=409
        )
    assert ("Mana doma" in answer.text, attached()) == (True, [])


def test_an_application_holds_so_many_files_and_no_more(draft: Application, anna: Person) -> None:
    def attach(number: int) -> Attachment:
        stored = Stored(f"{number:048x}", 1, f"{number:064x}")
        return services.attach(
            application=draft, actor=anna, file=KeptFile("photos", "a.pdf", "application/pdf", stored)
        )

    for number in range(MAX_FILES):
        attach(number)
    with pytest.raises(Conflict):
        attach(MAX_FILES)


def test_removing_a_file_twice_does_it_once(draft: Application, anna: Person, browser: Visitor) -> None:
    send(browser, draft)
    file = queries.attachments_of(draft.id)[0]
    for _ in range(2):
        services.detach(application=draft, attachment=file, actor=anna)
    assert file.removed_at is not None


def grown_old(app: Flask) -> None:
    """Let every stored file be older than a day."""
    folder: Path = app.extensions["settings"].files_folder
    then = (OPEN - timedelta(days=1, seconds=1)).timestamp()
    for path in folder.glob("??/*"):
        os.utime(path, (then, then))


def test_bytes_without_a_row_are_swept_after_a_day(app: Flask) -> None:
    stored = storage().put(io.BytesIO(b"orphan"))
    grown_old(app)
    assert sweep_files() >= 1
    assert stored.key not in list(storage().keys_before(OPEN + timedelta(days=400)))


def test_what_was_left_half_written_is_swept_after_a_day(app: Flask) -> None:
    partial = app.extensions["settings"].files_folder / "ab" / ("ab" * 24 + ".part")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.write_bytes(b"half")
    grown_old(app)
    sweep_files()
    assert not partial.exists()


def test_a_file_that_goes_while_it_is_looked_at_stops_no_sweep(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = storage().put(io.BytesIO(b"orphan"))
    gone = app.extensions["settings"].files_folder / stored.key[:2] / "gone"
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter([gone]))
    assert list(storage().keys_before(OPEN + timedelta(days=400))) == []


def test_fresh_bytes_are_left_for_the_request_that_stores_their_row(app: Flask) -> None:
    stored = storage().put(io.BytesIO(b"fresh"))
    path = app.extensions["settings"].files_folder / stored.key[:2] / stored.key
    os.utime(path, (OPEN.timestamp(), OPEN.timestamp()))
    sweep_files()
    with storage().open(stored.key) as kept:
        assert kept.read() == b"fresh"


def test_files_of_applications_are_never_swept(app: Flask, browser: Visitor, draft: Application) -> None:
    send(browser, draft)
    grown_old(app)
    sweep_files()
    assert fetched(browser, attached()[0]) == PDF


def test_bytes_of_removed_files_are_swept(app: Flask, browser: Visitor, draft: Application, anna: Person) -> None:
    send(browser, draft)
    file = queries.attachments_of(draft.id)[0]
    services.detach(application=draft, attachment=file, actor=anna)
    grown_old(app)
    assert sweep_files() >= 1


def test_what_was_half_written_is_swept(app: Flask) -> None:
    folder: Path = app.extensions["settings"].files_folder / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "abcd.part").write_bytes(b"half")
    grown_old(app)
    sweep_files()
    assert not (folder / "abcd.part").exists()


def test_files_beside_applications_are_never_swept(app: Flask, draft: Application, anna: Person) -> None:
    sent = put_away(io.BytesIO(b"%PDF-1.7 evidence"), "evidence.pdf", "pdf")
    enclose(call=draft.call, application=draft, file=sent, actor=anna)
    grown_old(app)
    sweep_files()
    with storage().open(sent.key) as kept:
        assert kept.read() == b"%PDF-1.7 evidence"
