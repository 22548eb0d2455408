"""A copy to keep: at once for the applicant, and of every submitted application as it stood at the deadline."""

import hashlib
import json
import re

import pytest

from grants import clock
from grants.accounts.models import Person
from grants.applications import services
from grants.applications.files import KeptFile, sweep_files
from grants.applications.models import Application, Copy
from grants.applications.papers.printed import copy_document
from grants.applications.queries import copies_of, receipt_of
from grants.applications.upkeep.keeping import KEPT_AT_ONCE, keep_copies
from grants.calls import services as calls
from grants.db import db
from grants.documents.content import Facts, Table
from grants.storage import Stored, storage
from tests.factories.applications import SHORT_ANSWERS, a_filled, a_submitted, an_open_call, form_of
from tests.factories.calls import CLOSED, an_official
from tests.factories.documents import field
from tests.integration.applications.conftest import SignIn
from tests.support.visitor import Visitor


@pytest.fixture
def sent(anna: Person) -> Application:
    return a_submitted(an_open_call(), anna)


def read(copy: Copy) -> bytes:
    with storage().open(copy.storage_key) as content:
        return content.read()


def close() -> None:
    db.session.commit()
    with clock.at(CLOSED):
        while calls.finish_closing(CLOSED):
            db.session.commit()
        while keep_copies():
            db.session.commit()


def test_the_receipt_leads_to_a_copy(sent: Application, browser: Visitor) -> None:
    db.session.commit()
    page = browser.see(f"/applications/{sent.id}/receipt")
    answer = browser.get(page.links["Copy of everything (PDF)"])
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_a_copy_lists_every_attachment(anna: Person) -> None:
    draft = a_filled(an_open_call(form=form_of(field("goal", "long_text"), field("paper", "file"))), anna)
    stored = Stored("a" * 48, 3000, "b" * 64)
    services.attach(application=draft, actor=anna, file=KeptFile("paper", "plāns, 2. daļa.pdf", "x", stored))
    receipt = services.submit(application=draft, actor=anna)
    tables = [block for block in copy_document(draft, receipt).blocks if isinstance(block, Table)]
    assert list(tables[-1].rows[0]) == ["plāns, 2. daļa.pdf", "3 kB", "b" * 64]


def test_a_copy_names_number_time_and_commitment(sent: Application) -> None:
    receipt = receipt_of(sent)
    facts = next(block for block in copy_document(sent, receipt).blocks if isinstance(block, Facts))
    values = {value for _label, value in facts.pairs}
    assert {sent.reference, receipt.commitment, "Biedrība Ozols"} <= values


def test_at_the_deadline_a_copy_to_read_and_one_to_compute_with_are_kept(sent: Application) -> None:
    close()
    data, pdf = copies_of(sent.id)
    assert (data.kind, pdf.kind) == ("json", "pdf")
    for copy in (data, pdf):
        assert hashlib.sha256(read(copy)).hexdigest() == copy.sha256
    assert json.loads(read(data))["content"]["answers"] == SHORT_ANSWERS


def test_copies_are_made_once(sent: Application) -> None:
    close()
    before = [copy.storage_key for copy in copies_of(sent.id)]
    close()
    assert [copy.storage_key for copy in copies_of(sent.id)] == before


def test_drafts_and_what_was_withdrawn_before_are_not_kept(anna: Person) -> None:
    call = an_open_call()
    draft, withdrawn = a_filled(call, anna), a_submitted(call, anna)
    services.withdraw(application=withdrawn, actor=anna)
    close()
    assert copies_of(draft.id) == copies_of(withdrawn.id) == []


def test_what_is_withdrawn_after_the_deadline_stays_kept(sent: Application, anna: Person) -> None:
    close()
    with clock.at(CLOSED):
        services.withdraw(application=sent, actor=anna)
    assert len(copies_of(sent.id)) == 2


def test_more_than_one_transaction_holds_are_kept(anna: Person) -> None:
    call = an_open_call()
    sent = [a_submitted(call, anna) for _ in range(KEPT_AT_ONCE + 1)]
    close()
    assert all(len(copies_of(each.id)) == 2 for each in sent)


def test_copies_are_not_swept(sent: Application) -> None:
    close()
    sweep_files()
    assert read(copies_of(sent.id)[0])


def test_officials_get_the_copies(sent: Application, as_person: SignIn) -> None:
    close()
    with clock.at(CLOSED):
        official = as_person(an_official())
        page = official.see(f"/office/applications/{sent.id}")
        answer = official.get(page.links["copy to read (PDF)"], buffered=True)
    assert answer.data.startswith(b"%PDF")
    assert re.search(rf'filename="[\w-]*{sent.reference}\.pdf"', answer.headers["Content-Disposition"])


def test_the_copies_are_not_for_others(sent: Application, browser: Visitor) -> None:
    close()
    assert browser.get(f"/office/applications/{sent.id}/copy.json").status_code == 404
