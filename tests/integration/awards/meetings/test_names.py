"""A name with a quote, an angle bracket, a formula or right-to-left letters stands everywhere as it was typed."""

import io
from collections.abc import Iterator
from html import unescape
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from grants import clock
from grants.awards.letters.models import Letter
from grants.awards.meetings import services as meetings
from grants.awards.minutes import services
from grants.awards.minutes.content import lines_of
from grants.awards.minutes.queries import minutes_of
from grants.awards.services import confirm
from grants.calls.models import Call
from grants.db import db
from grants.exchange.export import export_public
from tests.factories.awards import an_official_of, judged, publish
from tests.factories.documents import Raw
from tests.factories.meetings import TOMORROW, a_call_to_meet_about, an_open_sitting, voting_in
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

NAMES = ("“Ā” 'b' \"c\"", "<b>x</b> &amp; y", '=HYPERLINK("http://x")', "@SUM(A1) שלום مرحبا", "\u202e„Brīvie’")
OFFICE = "/office/calls/piemers-2030"


def entry(number: int, name: str) -> Raw:
    applicant = {"kind": "association", "name": name, "registration_number": "40008000000"}
    return judged(f"A-{number}", "5", "5", title=f"Projekts {name}", applicant=applicant)


@pytest.fixture
def call() -> Call:
    """Return a call that awards everything, whose rules publish every name."""
    funding = {"currency": "EUR", "amount": {"max": "9000.00"}, "limit": {"projects": len(NAMES)}, "when_short": "stop"}
    publication = {"scores": True, "rejected_names": True, "natural_person_names": True}
    entries = [entry(number, name) for number, name in enumerate(NAMES, start=1)]
    return a_call_to_meet_about(*entries, funding=funding, publication=publication)


def words_of(content: bytes) -> str:
    """Return the words of a text document."""
    with ZipFile(io.BytesIO(content)) as parts:
        return unescape(parts.read("word/document.xml").decode())


def strings_in(value: object) -> Iterator[str]:
    """Yield every text in the content of a letter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_in(each)


def test_in_minutes_letters_results_and_files(call: Call, browser_of: Browser, client: Visitor) -> None:
    official = an_official_of(call)
    sitting = an_open_sitting(call, official)
    people = voting_in(sitting, call)
    people["Zane"].name = NAMES[1]
    services.write(call=call, number=1, words={"opening": " ".join(NAMES)}, seen=0, actor=official)
    meetings.vote_on_rest(call=call, number=1, actor=official)
    with clock.at(TOMORROW):
        meetings.close(call=call, number=1, actor=official)
    for person in (official, people["Anna"]):
        services.approve(call=call, number=1, seen=minutes_of(sitting, call).digest, actor=person)
    lines, browser = lines_of(minutes_of(sitting, call).sections), browser_of(official)
    page, file = browser.see(f"{OFFICE}/sittings/1/minutes"), browser.get(f"{OFFICE}/sittings/1/minutes/file.docx")
    assert f"Klāt: {NAMES[1]}, Anna, Juris" in lines
    assert " ".join(NAMES) in lines
    assert browser.get(f"{OFFICE}/sittings/1/minutes/file.pdf").data.startswith(b"%PDF")
    confirm(call=call, actor=official)
    publish(call)
    db.session.commit()
    client.get("/language/en")
    results = client.see(f"/calls/{call.slug}/results")
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get(f"{OFFICE}/handouts/decisions.xlsx").data))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    letters = ["\n".join(strings_in(each.content)) for each in db.session.scalars(select(Letter))]
    public = {one["applicant"]["name"] for one in export_public(call)["applications"]}
    for name in NAMES:
        assert f"Pieteicējs: {name}" in lines or f"Projekta iesniedzējs: {name}" in lines
        assert name in page.text
        assert name in words_of(file.data)
        assert name in results.text
        assert name in cells
        assert f"Projekts {name}" in cells
        assert sum(name in letter for letter in letters) == 1
    assert public == set(NAMES)


@pytest.mark.parametrize("characters", [100_000])
def test_a_text_of_a_hundred_thousand_characters_is_refused_and_kept_on_the_page(
    call: Call, browser_of: Browser, characters: int
) -> None:
    official = an_official_of(call)
    an_open_sitting(call, official)
    browser, much = browser_of(official), "ā" * characters
    for address, name, button in (
        ("1/minutes/words", "words-opening", "Store"),
        ("1/meeting/questions", "words", "Record the vote"),
        ("new", "points", "Plan and invite"),
    ):
        page = browser.send(browser.see(f"{OFFICE}/sittings/{address}"), {name: much}, button=button, status=422)
        assert much in page.text
