"""The contract on an award is drafted once, from words that officials edit, and is the same file each time."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from grants.accounts.models import Person
from grants.awards.contests.services import complain
from grants.awards.contracts.models import Contract
from grants.awards.contracts.notices import DRAFTED
from grants.awards.contracts.papers import last_paper_on
from grants.awards.contracts.services import draft, send_draft
from grants.awards.deciding.anew import Anew, decide_anew
from grants.awards.models import Outcome
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.places import Place
from grants.awards.wordings.services import write
from grants.awards.wordings.texts import default_text
from grants.calls.models import Call
from grants.db import db
from grants.documents.frozen import thaw
from grants.documents.making import make
from grants.errors import Conflict, Forbidden
from grants.notices.models import Message, Withheld
from grants.notices.truth import why_withheld
from grants.storage import storage
from tests.factories.awards import (
    a_decided_call,
    a_member,
    a_told_call,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.people import a_person
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def call() -> Call:
    return a_told_call(judged("A-1", "5", "5"), judged("A-2"))


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def drafted(call: Call, official: Person, reference: str = "A-1") -> Contract:
    return draft(application=application_in(call, reference), actor=official)


def words_of(contract: Contract, language: str = "lv") -> str:
    pdf = make("pdf", thaw(contract.contents[language]), at=contract.drafted_at)
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\xad", "").split())


def test_it_names_parties_sum_own_share_time_conditions_and_its_number(call: Call, official: Person) -> None:
    contract = drafted(call, official)
    words = words_of(contract)
    assert contract.number == "piemers-2030/3"
    for said in ("Finansējuma līgums Nr. piemers-2030/3", "Biedrība A-1", "Projekts A-1", "4600,00", "Pašu līdzfinans"):
        assert said in words.replace("\N{NO-BREAK SPACE}", "")
    assert "Grant contract No. piemers-2030/3" in words_of(contract, "en")
    assert "courtesy copy" in words_of(contract, "en")


def test_a_second_time_changes_nothing_and_takes_no_number(call: Call, official: Person) -> None:
    assert drafted(call, official) is drafted(call, official)


def test_it_is_the_same_file_whenever_it_is_made(call: Call, official: Person) -> None:
    contract = drafted(call, official)
    files = {make("pdf", thaw(contract.contents["lv"]), at=contract.drafted_at) for _again in range(2)}
    assert len(files) == 1


def test_officials_put_it_in_their_own_words(call: Call, official: Person) -> None:
    place = Place(call.organiser_id, call.id, LetterKind.CONTRACT, "lv")
    write(place=place, words=default_text(LetterKind.CONTRACT, "lv") + "\nMūsu vārdi.\n", seen=0, actor=official)
    assert "Mūsu vārdi." in words_of(drafted(call, official))


def test_an_award_decided_anew_gets_another_with_a_number_of_its_own(call: Call, official: Person) -> None:
    first = drafted(call, official)
    less = Anew(Outcome.AWARDED, "Kļūda summā.", Decimal("1000.00"), "Līdz 1. martam iesniegt tāmi.")
    decide_anew(application=application_in(call, "A-1"), anew=less, seen=1, actor=official)
    letters_left(call, official)
    second = drafted(call, official)
    assert second.number != first.number
    assert "Līdz 1. martam iesniegt tāmi." in words_of(second)


def test_nothing_is_drafted_on_what_is_no_award(call: Call, official: Person) -> None:
    with pytest.raises(Conflict):
        drafted(call, official, "A-2")


def test_nothing_is_drafted_before_the_applicant_knows(official: Person) -> None:
    call = a_decided_call(judged("A-1", "5", "5"), slug="cits-2030")
    with pytest.raises(Conflict):
        draft(application=application_in(call, "A-1"), actor=an_official_of(call))


def test_nothing_is_drafted_while_a_complaint_suspends_the_award(call: Call, official: Person) -> None:
    member = a_member(call, "A-1")
    complain(application=application_in(call, "A-1"), words="Par maz.", file=None, actor=member)
    with pytest.raises(Conflict):
        drafted(call, official)


def test_only_officials_of_the_call_draft(call: Call) -> None:
    with pytest.raises(Forbidden):
        drafted(call, a_person("Somebody"))


def test_the_page_of_the_application_drafts_it_and_hands_it_out(
    call: Call, official: Person, browser_of: Browser
) -> None:
    visitor = browser_of(official)
    address = f"/office/applications/{application_in(call, 'A-1').id}"
    token = visitor.see(address).form("Draft the contract").values["csrf_token"]
    assert visitor.post(f"{address}/contract", data={"csrf_token": token}).status_code == 303
    files = [visitor.get(f"{address}/contract.pdf").get_data() for _again in range(2)]
    assert files[0] == files[1]
    assert files[0].startswith(b"%PDF-")
    assert visitor.get(f"{address}/contract.docx").get_data().startswith(b"PK")
    assert visitor.get(f"{address}/contract.pdf?language=xx").status_code == 404


def test_the_draft_is_sent_once_to_who_works_on_the_application(
    call: Call, official: Person, browser_of: Browser
) -> None:
    member, application = a_member(call, "A-1"), application_in(call, "A-1")
    with pytest.raises(Conflict):
        send_draft(application=application, paper=None, actor=official)
    contract = drafted(call, official)
    visitor = browser_of(official)
    page = visitor.see(f"/office/applications/{application.id}")
    assert "The applicant was sent this draft." in visitor.send(page, button="Send the draft to the applicant").text
    send_draft(application=application, paper=last_paper_on(application), actor=official)
    message = db.session.scalars(select(Message).where(Message.event == DRAFTED)).one()
    with storage().open(message.attachments[0]["key"]) as file:
        assert file.read() == make("pdf", thaw(contract.contents["lv"]), at=contract.drafted_at)
    assert (message.address, contract.number in message.words.text) == (member.email, True)
    assert why_withheld(message) is None
    less = Anew(Outcome.AWARDED, "Kļūda summā.", Decimal("1000.00"), "Līdz 1. martam iesniegt tāmi.")
    decide_anew(application=application, anew=less, seen=1, actor=official)
    assert why_withheld(message) is Withheld.OVER


def test_a_paper_of_another_draft_is_not_sent(call: Call, official: Person) -> None:
    application = application_in(call, "A-1")
    drafted(call, official)
    paper = last_paper_on(application)
    assert paper
    with pytest.raises(Conflict):
        send_draft(application=application, paper=replace(paper, contract_id=uuid4()), actor=official)


@pytest.mark.parametrize(
    "name", ['Biedrība "A" <b>&amp;', "=1+1", "{amount}", "שלום \u202e abc", "# virsraksts", "x" * 500]
)
def test_a_name_of_any_kind_is_printed_as_it_is_and_means_nothing(name: str) -> None:
    call = a_told_call(judged("A-1", "5", "5", title=name), slug="dazadi-2030")
    contract = draft(application=application_in(call, "A-1"), actor=an_official_of(call))
    pairs = [list(pair) for block in contract.contents["lv"]["blocks"] for pair in block.get("pairs", ())]
    assert ["Projekts", name] in pairs
    assert make("pdf", thaw(contract.contents["lv"]), at=contract.drafted_at).startswith(b"%PDF-")
