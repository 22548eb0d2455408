"""Files are scanned by a real ClamAV before anybody can open them; what waits counts as sent."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from grants import scanning
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.files import hand_out
from grants.applications.models import Application, ApplicationState, Attachment
from grants.applications.services.enclosing import enclose
from grants.applications.upkeep.quarantine import scan_files
from grants.db import db
from grants.errors import Conflict
from grants.scanning import ScannerUnreachableError, Verdict
from grants.web.uploads import put_away
from tests.factories.applications import a_filled, an_open_call, form_of
from tests.factories.documents import field
from tests.support.clamd import NAME, VIRUS, Clamd
from tests.support.visitor import Visitor

PDF, INFECTED = b"%PDF-1.7 clean", b"%PDF-1.7 " + VIRUS
FORM = form_of(field("goal", "long_text"), field("paper", "file", accept=["pdf"]))


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    server = Clamd(tmp_path_factory.mktemp("clamd"))
    yield server
    server.stop()


@pytest.fixture
def scanned(app: Flask, clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the daemon scan the files of this test."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], clamd_url=clamd.url))


@pytest.fixture
def draft(anna: Person) -> Application:
    return a_filled(an_open_call(form=FORM), anna)


def send(browser: Visitor, draft: Application, content: bytes) -> Attachment:
    db.session.commit()
    page = browser.see(f"/applications/{draft.id}/sections/project")
    browser.send(page, {"a-paper": (io.BytesIO(content), "papīrs.pdf")}, button="Save and leave")
    return db.session.scalars(select(Attachment)).one()


def status(browser: Visitor, file: Attachment) -> int:
    db.session.commit()
    return browser.get(f"/applications/{file.application_id}/files/{file.id}", buffered=True).status_code


@pytest.mark.usefixtures("scanned")
def test_a_file_waits_until_it_is_scanned(browser: Visitor, draft: Application) -> None:
    file = send(browser, draft, PDF)
    assert status(browser, file) == 409
    assert scan_files() == 1
    assert scan_files() == 0
    assert status(browser, file) == 200


@pytest.mark.usefixtures("scanned")
def test_a_virus_is_taken_off_a_draft_and_its_members_are_told(
    browser: Visitor, draft: Application, queued: Callable[[str], list[str]]
) -> None:
    file = send(browser, draft, INFECTED)
    scan_files()
    assert (file.virus, file.removed_at is not None) == (NAME, True)
    assert queued("application_file_infected") == ["anna@example.org"]


@pytest.mark.usefixtures("scanned")
def test_what_waits_at_the_submission_counts(browser: Visitor, draft: Application, anna: Person) -> None:
    file = send(browser, draft, PDF)
    services.submit(application=draft, actor=anna)
    assert draft.state is ApplicationState.SUBMITTED
    scan_files()
    assert status(browser, file) == 200


@pytest.mark.usefixtures("scanned")
def test_a_virus_in_what_was_sent_stays_and_is_opened_by_nobody(
    browser: Visitor, draft: Application, anna: Person
) -> None:
    file = send(browser, draft, INFECTED)
    services.submit(application=draft, actor=anna)
    scan_files()
    assert (file.virus, file.removed_at) == (NAME, None)
    assert status(browser, file) == 409
    assert "holds a virus" in browser.see(f"/applications/{draft.id}").text


def test_without_a_scanner_nothing_waits(browser: Visitor, draft: Application) -> None:
    file = send(browser, draft, PDF)
    assert scan_files() == 0
    assert status(browser, file) == 200


def test_a_scanner_that_does_not_answer_lets_files_wait(
    app: Flask, monkeypatch: pytest.MonkeyPatch, browser: Visitor, draft: Application
) -> None:
    nowhere = replace(app.extensions["settings"], clamd_url="tcp://127.0.0.1:1")
    monkeypatch.setitem(app.extensions, "settings", nowhere)
    file = send(browser, draft, PDF)
    assert scan_files() == 0
    assert status(browser, file) == 409


@pytest.mark.usefixtures("scanned")
@pytest.mark.parametrize(
    ("content", "verdict"), [(b"", Verdict()), (PDF, Verdict()), (bytes(600_000) + VIRUS, Verdict(NAME))]
)
def test_the_daemon_finds_a_virus_wherever_it_stands(content: bytes, verdict: Verdict) -> None:
    assert scanning.scan(io.BytesIO(content)) == verdict


def test_no_verdict_is_an_error(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = replace(app.extensions["settings"], clamd_url="unix:///nowhere")
    monkeypatch.setitem(app.extensions, "settings", nowhere)
    with pytest.raises(ScannerUnreachableError):
        scanning.scan(io.BytesIO(PDF))


@pytest.mark.usefixtures("scanned")
def test_what_is_kept_beside_an_application_is_scanned_too(draft: Application, anna: Person) -> None:
    file = enclose(
        call=draft.call, application=draft, file=put_away(io.BytesIO(INFECTED), "evidence.pdf", "pdf"), actor=anna
    )
    assert scan_files() == 1
    with pytest.raises(Conflict, match="virus"):
        hand_out(file)
