"""The case file of an application: everything there is about it, for whoever may read it as an official."""

import io
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.contests.services import complain
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.interests.services import bar
from grants.evaluation.models import CheckAnswer, ConflictKind
from grants.journal.models import Entry
from tests.factories.applications import kept_beside
from tests.factories.awards import a_member, a_told_call, an_official_of, application_in, judged
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def call(monday: None) -> Call:
    return a_told_call(judged("A-1", "5", "5"), judged("A-2"))


@pytest.fixture
def application(call: Call) -> Application:
    return application_in(call, "A-1")


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def case_file(browser_of: Browser, person: Person, application: Application) -> dict[str, bytes]:
    """Return the files of a case file by their paths, taken from the page of the application."""
    visitor = browser_of(person)
    page = visitor.see(f"/office/applications/{application.id}")
    token = page.form("Take the case file along").values["csrf_token"]
    address = f"/office/applications/{application.id}/case-file"
    response = visitor.post(address, data={"csrf_token": token}, buffered=True)
    assert response.status_code == 200
    with ZipFile(io.BytesIO(response.get_data())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\xad", "").split())


def test_it_holds_application_checks_sheets_letters_delivery_and_journal(
    application: Application, official: Person, browser_of: Browser
) -> None:
    files = case_file(browser_of, official, application)
    folders = {name.partition("/")[0].removesuffix(".pdf") for name in files}
    assert {"1 application", "2 checks", "3 sheets", "5 letters", "7 journal"} <= folders
    assert "Projekts A-1" in words_of(files["1 application/application.pdf"])
    assert "2.2" in words_of(files["3 sheets.pdf"])


def test_it_holds_the_letters_about_it_and_none_about_others(
    application: Application, official: Person, browser_of: Browser
) -> None:
    letters = [words_of(file) for name, file in case_file(browser_of, official, application).items() if "5 l" in name]
    assert any("Projekts A-1" in letter for letter in letters)
    assert not any("Projekts A-2" in letter for letter in letters)


def test_it_holds_what_a_register_said(application: Application, official: Person, browser_of: Browser) -> None:
    answer = db.session.scalars(select(CheckAnswer).where(CheckAnswer.application_id == application.id)).one()
    answer.proof_id = kept_beside(application).id
    assert case_file(browser_of, official, application)["2 checks/1.1 pierādījums.pdf"] == b"%PDF-1.7"


def test_every_time_it_is_taken_is_on_record(application: Application, official: Person, browser_of: Browser) -> None:
    case_file(browser_of, official, application)
    (entry,) = db.session.scalars(select(Entry).where(Entry.action == "case_file.taken"))
    assert (entry.actor_id, entry.subject_id) == (official.id, application.id)


def test_who_is_in_conflict_never_gets_it(application: Application, official: Person, browser_of: Browser) -> None:
    kin = an_official_of(application.call, name="Radinieks")
    bar(application=application, person=kin, kind=ConflictKind.FAMILY, reason="Brālis", actor=official)
    visitor = browser_of(kin)
    token = visitor.see("/account/").form("Sign out").values["csrf_token"]
    answer = visitor.post(f"/office/applications/{application.id}/case-file", data={"csrf_token": token})
    assert answer.status_code == 404


def test_the_score_summary_has_criteria_marks_means_thresholds_total_and_place_and_is_the_same_file_again(
    application: Application, official: Person, browser_of: Browser
) -> None:
    visitor, address = browser_of(official), f"/office/applications/{application.id}/score-summary.pdf"
    files = [visitor.get(address).get_data() for _again in range(2)]
    words = words_of(files[0])
    for said in ("Score summary", "2.1", "Needed", "Mean", "Marks of each evaluator", "Total", "Place 1", "awarded"):
        assert said in words
    assert files[0] == files[1]


def test_who_is_in_conflict_reads_no_score_summary(
    application: Application, official: Person, browser_of: Browser
) -> None:
    kin = an_official_of(application.call, name="Radinieks")
    bar(application=application, person=kin, kind=ConflictKind.FAMILY, reason="Brālis", actor=official)
    assert browser_of(kin).get(f"/office/applications/{application.id}/score-summary.pdf").status_code == 404


def test_a_file_with_a_virus_is_left_out_and_named_with_why(
    application: Application, official: Person, browser_of: Browser
) -> None:
    answer = db.session.scalars(select(CheckAnswer).where(CheckAnswer.application_id == application.id)).one()
    proof = kept_beside(application)
    answer.proof_id, proof.virus = proof.id, "Eicar-Test-Signature"
    files = case_file(browser_of, official, application)
    assert "2 checks/1.1 pierādījums.pdf" not in files
    words = words_of(files["0 contents.pdf"])
    assert "2 checks/1.1 pierādījums.pdf" in words
    assert "Eicar-Test-Signature" in words


def test_it_holds_what_was_said_against_the_decision(
    application: Application, official: Person, browser_of: Browser
) -> None:
    member = a_member(application.call, "A-1")
    complain(application=application, words="Vērtējums ir nepamatots.", file=None, actor=member)
    files = case_file(browser_of, official, application)
    assert "Vērtējums ir nepamatots." in words_of(files["6 complaints/complaints.pdf"])
