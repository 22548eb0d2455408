"""Sheets are printed for members who will not use a screen: all that is needed to fill them in, and nothing more."""

import io

import pytest
from pypdf import PdfReader

from grants.accounts.models import Person, RoleKind, Seat
from grants.applications.queries import submitted_in
from grants.calls.models import Call, Stage
from grants.evaluation.committees import taken_seats
from grants.evaluation.models import ConflictKind
from grants.evaluation.services import invite_evaluator
from tests.factories.calls import an_official
from tests.factories.evaluation import a_checker, a_scored_call, an_evaluator, declare, score, scoring
from tests.factories.people import a_person
from tests.integration.evaluation.conftest import SignIn
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

LIST = "/evaluation/calls/piemers-2030"
OWN = f"{LIST}/sheets.pdf"


def of_member(call: Call, person: Person) -> str:
    role = next(role for role in taken_seats(call.id) if role.person_id == person.id)
    return f"/office/calls/{call.slug}/committee/{role.id}/sheets.pdf"


def pages(visitor: Visitor, address: str) -> list[str]:
    response = visitor.get(address, buffered=True)
    assert response.status_code == 200
    reader = PdfReader(io.BytesIO(response.get_data()))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_member_prints_what_waits_for_their_marks(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris", "Teātris")
    person = an_evaluator(call)
    first, second, third = submitted_in(call.id)
    score(person, first)
    declare(person, second)
    declare(person, third, ConflictKind.FAMILY)
    visitor = as_person(person)
    assert visitor.see(LIST).links["Sheets to print"] == OWN
    words = "\n".join(pages(visitor, OWN))
    assert [title for title in ("Nometne", "Koris", "Teātris") if title in words] == ["Koris"]
    assert all(word in words for word in ("2.2", "From 0 to 5.", "Mark:", "Comment:", "Signature", "Ilze"))


def test_who_has_not_taken_the_seat_signs_on_paper_what_members_promise(as_person: SignIn) -> None:
    call = a_scored_call("Nometne")
    signed, unsigned = an_evaluator(call), a_person("Juris")
    invite_evaluator(call=call, email=unsigned.email, name="Juris", seat=Seat.MEMBER, actor=None)
    visitor = as_person(an_official())
    printed = ["\n".join(pages(visitor, of_member(call, person))) for person in (signed, unsigned)]
    assert ["I judge by the criteria" in words for words in printed] == [False, True]


def test_each_application_begins_on_a_page_of_its_own(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris")
    person = an_evaluator(call)
    for application in submitted_in(call.id):
        declare(person, application)
    begun = [page for page in pages(as_person(person), OWN) if "Reference number" in page]
    assert len(begun) == 2


def test_an_official_prints_the_sheets_of_a_member_who_has_declared_nothing_yet(as_person: SignIn) -> None:
    call = a_scored_call("Nometne")
    person = an_evaluator(call)
    words = "\n".join(pages(as_person(an_official()), of_member(call, person)))
    assert "Biedrība Nometne" in words
    assert "I have no conflict of interest with this application." in words


def test_nobody_prints_an_application_in_conflict_with_the_member(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris")
    person = an_evaluator(call)
    declare(person, submitted_in(call.id)[0], ConflictKind.FAMILY)
    words = "\n".join(pages(as_person(an_official()), of_member(call, person)))
    assert ("Nometne" in words, "Koris" in words) == (False, True)


def test_in_a_blind_call_applicants_stand_on_a_page_before_and_on_no_sheet(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris", scoring=scoring(blind=True))
    for place, application in enumerate(submitted_in(call.id)):
        assert application.organisation is not None
        application.organisation.name = f"Iesniedzējs {place}"
        application.organisation.registration_number = f"{40008000000 + place}"
    first, *sheets = pages(as_person(an_official()), of_member(call, an_evaluator(call)))
    assert "Iesniedzējs 0" in first
    assert "Iesniedzējs 1" in first
    assert "Nometne" not in first
    assert "Nometne" in " ".join(sheets)
    assert "Iesniedzējs" not in " ".join(sheets)


def test_there_is_nothing_to_print_once_all_is_submitted_or_scoring_is_over(as_person: SignIn) -> None:
    call = a_scored_call("Nometne")
    person = an_evaluator(call)
    score(person, submitted_in(call.id)[0])
    as_person(person).see(OWN, status=409)
    as_person(an_official()).see(of_member(call, person), status=409)
    call.stage = Stage.DELIBERATION
    as_person(person).see(OWN, status=409)


def test_an_auditor_prints_no_sheets(as_person: SignIn) -> None:
    call = a_scored_call("Nometne")
    as_person(an_official(RoleKind.AUDITOR)).see(of_member(call, an_evaluator(call)), status=403)


def test_a_member_prints_the_sheet_of_one_application(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris")
    person, (first, second) = an_evaluator(call), submitted_in(call.id)
    declare(person, first)
    declare(person, second)
    visitor = as_person(person)
    page = visitor.see(f"/evaluation/applications/{second.id}")
    words = "\n".join(pages(visitor, page.links["This sheet to print (PDF)"]))
    assert ("Koris" in words, "Nometne" in words) == (True, False)


def test_an_official_prints_one_sheet_for_a_member(as_person: SignIn) -> None:
    call = a_scored_call("Nometne", "Koris")
    person, (_first, second) = an_evaluator(call), submitted_in(call.id)
    visitor = as_person(a_checker())
    page = visitor.see(f"/office/applications/{second.id}/sheets/paper")
    words = "\n".join(pages(visitor, page.links[f"Sheet to print (PDF) of {person.name}"]))
    assert ("Koris" in words, "Nometne" in words, person.name in words) == (True, False, True)
