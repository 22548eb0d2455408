"""Nothing that a member of a blind committee can reach tells who applies: pages, files, their names, messages.

What was seen elsewhere: anonymity leaked through names of files, through orders, through search, through formulas.
"""

import io
import re
import zipfile
from dataclasses import dataclass

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.applications.queries import submitted_in
from grants.calls.models import Call, Stage
from grants.db import db
from grants.evaluation import services
from grants.evaluation.models import SheetState
from grants.evaluation.queries import sheet_of
from grants.notices.models import Message
from tests.factories.applications import form_of
from tests.factories.calls import an_official
from tests.factories.documents import field
from tests.factories.evaluation import JUDGED, a_scored_call, an_evaluator, declare, score, scoring
from tests.integration.evaluation.conftest import SignIn
from tests.integration.evaluation.test_sheets_access import an_attachment
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

LIST = "/evaluation/calls/piemers-2030"
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
ELSEWHERE = (
    "/account/sign-out",
    "/languages/",
    "/static/",
    "/development/",
    "/accessibility",
    "/privacy",
    "/programmes/",
)
NAME, NUMBER, EMAIL, GUARANTOR = "Biedrība Slepenā", "40008000017", "gunta@slepena.example", "Gunta Slepenā"
MADE_HERE = b"/Type /Catalog"
"""What a file that only begins like a PDF lacks."""


@dataclass
class Blind:
    """Be a blind call in which an applicant has told in every place who they are."""

    call: Call
    person: Person
    application: Application


@pytest.fixture
def blind() -> Blind:
    call = a_scored_call(
        "Nometne",
        "Koris",
        "Teātris",
        scoring=scoring(blind=True),
        form=form_of(field("goal", "long_text", required=True), field("statutes", "file")),
    )
    person = an_evaluator(call)
    application = submitted_in(call.id)[0]
    assert application.organisation is not None
    application.organisation.name, application.organisation.registration_number = NAME, NUMBER
    application.applicant = application.applicant | {
        "name": NAME,
        "registration_number": NUMBER,
        "guarantor_name": GUARANTOR,
        "guarantor_email": EMAIL,
    }
    application.answers = {"goal": f"{NAME.upper()} ({NUMBER}) rīko nometni; raksti {EMAIL} vai {GUARANTOR}."}
    file = an_attachment(application, b"%PDF-1.7 statutes")
    file.name, file.signatures = f"{NAME}.pdf", [{"name": GUARANTOR, "at": "2029-12-01", "matches": True}]
    db.session.add(file)
    for each in submitted_in(call.id):
        declare(person, each)
    score(person, application, submit=False)
    return Blind(call, person, application)


def told(response: TestResponse) -> str:
    """Return everything an answer says: its head, its words, and what is packed in it."""
    content = response.get_data()
    said = f"{response.headers}\n{content.decode(errors='replace')}"
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += "\n".join(f"{name}\n{archive.read(name).decode(errors='replace')}" for name in archive.namelist())
    if content.startswith(b"%PDF") and MADE_HERE in content:
        said += "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return said


def secrets_of(blind: Blind) -> list[str]:
    member = blind.application.members[0].person
    words = ["Slepenā", NUMBER, "slepena.example", member.name, member.email]
    return [*words, "Slepen\\u0101", "Slepen%C4%81"]


def reached(visitor: Visitor, *first: str) -> dict[str, TestResponse]:
    """Follow every link from some pages on, as far as it stays in the evaluation and the call."""
    answers: dict[str, TestResponse] = {}
    waiting = list(first)
    while waiting:
        address = waiting.pop()
        if address in answers or address.startswith(ELSEWHERE):
            continue
        answers[address] = response = visitor.get(address, follow_redirects=True, buffered=True)
        if response.mimetype == "text/html":
            waiting += [link.replace("&amp;", "&") for link in LINK.findall(response.get_data(as_text=True))]
    return answers


def leaks(blind: Blind, answers: dict[str, TestResponse]) -> list[tuple[str, str]]:
    found = [
        (address, word) for address, answer in answers.items() for word in secrets_of(blind) if word in told(answer)
    ]
    return [(address, word) for address, word in found if not address.startswith("/calls/")]


def test_no_page_and_no_file_that_a_member_reaches_tells_who_applies(blind: Blind, as_person: SignIn) -> None:
    answers = reached(as_person(blind.person), "/account/", "/evaluation/", LIST)
    assert f"/evaluation/applications/{blind.application.id}" in answers
    assert any("/files/" in address for address in answers)
    assert f"{LIST}/workbook.xlsx" in answers
    assert "Nometne" in told(answers[f"/evaluation/applications/{blind.application.id}/sheet.pdf"])
    assert leaks(blind, answers) == []


def test_nor_does_the_ranking_before_the_results_are_published(blind: Blind, as_person: SignIn) -> None:
    blind.call.stage = Stage.DELIBERATION
    answers = reached(as_person(blind.person), "/account/", LIST, "/office/calls/piemers-2030/ranking")
    assert "Nometne" in told(answers["/office/calls/piemers-2030/ranking"])
    assert leaks(blind, answers) == []


def test_nor_does_any_message_to_a_member(blind: Blind) -> None:
    sheet = sheet_of(blind.person, blind.application)
    assert sheet is not None
    sheet.state, sheet.submitted_at = SheetState.SUBMITTED, JUDGED
    with clock.at(JUDGED):
        services.reopen_sheet(
            application=blind.application, evaluator=blind.person, reason="Kļūda.", actor=an_official()
        )
    mine = db.session.scalars(select(Message).where(Message.address == blind.person.email))
    said = "\n".join(f"{message.subject}\n{message.body}" for message in mine)
    assert "Nometne" in said
    assert [word for word in secrets_of(blind) if word in said] == []


def test_a_file_is_called_by_its_place(blind: Blind, as_person: SignIn) -> None:
    page = as_person(blind.person).see(f"/evaluation/applications/{blind.application.id}")
    response = as_person(blind.person).get(page.links["attachment-1.pdf"], buffered=True)
    assert response.headers["Content-Disposition"] == "attachment; filename=attachment-1.pdf"


def test_who_applies_is_covered_where_an_answer_repeats_it(blind: Blind, as_person: SignIn) -> None:
    page = as_person(blind.person).see(f"/evaluation/applications/{blind.application.id}")
    assert "[blacked out] ([blacked out]) rīko nometni; raksti [blacked out] vai [blacked out]." in page.text


def test_applications_stand_in_an_order_that_tells_nothing_of_when_they_came(blind: Blind, as_person: SignIn) -> None:
    page = as_person(blind.person).see(LIST)
    shown = [link for link in page.links.values() if link.startswith("/evaluation/applications/")]
    ids = [link.split("/")[3] for link in dict.fromkeys(shown)]
    assert ids == sorted(ids)


def test_names_stay_where_the_call_is_not_blind(as_person: SignIn) -> None:
    call = a_scored_call()
    person = an_evaluator(call)
    application = submitted_in(call.id)[0]
    declare(person, application)
    assert "Biedrība Ziemas nometne" in as_person(person).see(f"/evaluation/applications/{application.id}").text
