"""What people take away from the page of a call: PDF, text document, calendar file, feed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from docx import Document
from flask import Flask
from flask_babel import force_locale
from pypdf import PdfReader

from grants import clock
from grants.calls import sentences
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from tests.factories.calls import OPEN, WRITTEN, a_call, a_draft, amended
from tests.factories.documents import criterion, schedule, whole_rules, words
from tests.factories.people import a_person
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")

PAGE = "/calls/piemers-2030"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '#let x = 1 \\ $ "ģļņķš" * _ @ref <label> [x](y)'


def fetched(client: Visitor, address: str) -> bytes:
    with clock.at(OPEN):
        return client.get(address, buffered=True).get_data()


def pdf(client: Visitor) -> PdfReader:
    return PdfReader(BytesIO(fetched(client, f"{PAGE}/rules.pdf")))


def text_of(client: Visitor) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf(client).pages).split())


PARTS = (
    *(sentences.on_dates, sentences.on_applying, sentences.on_money, sentences.on_checks),
    *(sentences.on_judging, sentences.on_deciding, sentences.on_publishing),
)


class TestTheSameWords:
    @pytest.mark.parametrize("part", PARTS)
    def test_every_sentence_stands_on_the_page_and_in_the_files(
        self, app: Flask, client: Visitor, part: Callable[[Rules], Iterator[str]]
    ) -> None:
        call = a_call(**{name: value for name, value in whole_rules().items() if name != "organiser"})
        with app.test_request_context("/"), force_locale("lv"):
            said = [" ".join(words.split()) for words in part(rules_of(call))]
        with clock.at(OPEN):
            page = client.see(f"/calls/{call.slug}").text
            made = Document(BytesIO(client.get(f"/calls/{call.slug}/rules.docx").data))
        printed = " ".join(" ".join(paragraph.text.split()) for paragraph in made.paragraphs)
        assert said
        assert [words for words in said if words not in page or words not in printed] == []


class TestPdf:
    def test_it_is_tagged_and_says_its_language_and_title(self, client: Visitor) -> None:
        a_call()
        made = pdf(client)
        root: dict[str, Any] = dict(made.root_object)
        assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "lv")
        assert "/StructTreeRoot" in root
        assert made.metadata
        assert made.metadata.title == "Piemērs"

    def test_it_says_what_applicants_look_for(self, client: Visitor) -> None:
        a_call()
        said = text_of(client)
        for looked_for in ("10.12.2029. plkst. 15.00", "4600,00 EUR", "Kritērijs 2.2", "Dome, Nr. 12", "konkurss@piemers.example"):  # fmt: skip  # noqa: E501
            assert looked_for in said

    def test_words_are_never_taken_for_markup(self, client: Visitor) -> None:
        a_call(title={"lv": HOSTILE, "en": "x"}, criteria=[criterion("2.1", title={"lv": HOSTILE}), criterion("2.2")])
        assert text_of(client).count("#let x = 1") == 2

    def test_it_is_made_in_the_language_of_its_reader(self, client: Visitor) -> None:
        a_call()
        client.get("/language/en")
        assert "10 December 2029, 15:00" in text_of(client)

    def test_an_amendment_makes_another(self, client: Visitor) -> None:
        call = a_call()
        text_of(client)
        with clock.at(OPEN):
            amended(call, a_person(), schedule=schedule(closes_at="2029-12-17T15:00:00+02:00"))
        said = text_of(client)
        assert "17.12.2029. plkst. 15.00" in said
        assert "Dome, Nr. 15, 2029. gada 5. novembris" in said

    def test_a_draft_is_for_its_officials_only(self, client: Visitor) -> None:
        a_draft()
        with clock.at(WRITTEN):
            assert client.get(f"{PAGE}/rules.pdf").status_code == 404


def test_the_text_document_has_headings_and_the_table_of_criteria(client: Visitor) -> None:
    a_call(description={"lv": "## Mērķis\n\nViens **svarīgs** teikums.\n\n- pirmais\n- otrais", "en": "x"})
    made = Document(BytesIO(fetched(client, f"{PAGE}/rules.docx")))
    headings = [one.text for one in made.paragraphs if ((one.style and one.style.name) or "").startswith("Heading")]
    assert {"Par konkursu", "Mērķis"} <= set(headings)
    assert "2.1 Kritērijs 2.1" in [cell.text for table in made.tables for cell in table.columns[0].cells]


class TestCalendar:
    def entries(self, client: Visitor) -> dict[str, Any]:
        found = icalendar.Calendar.from_ical(fetched(client, f"{PAGE}/dates.ics"))
        return {str(entry["uid"]).partition("-")[0]: entry for entry in found.walk("VEVENT")}

    def test_it_ends_when_the_deadline_does(self, client: Visitor) -> None:
        a_call()
        assert self.entries(client)["closes"].end == datetime(2029, 12, 10, 13, tzinfo=UTC)

    def test_events_stand_in_it_with_their_place(self, client: Visitor) -> None:
        event = {"title": words("Seminārs"), "starts_at": "2029-11-10T17:00:00+02:00", "place": "Rūjiena"}
        a_call(schedule=schedule(events=[event]))
        assert self.entries(client)["event"]["location"] == "Rūjiena"

    def test_an_amendment_brings_the_same_entry_up_to_date(self, client: Visitor) -> None:
        call = a_call()
        before = self.entries(client)["closes"]
        with clock.at(OPEN):
            amended(call, a_person(), schedule=schedule(closes_at="2029-12-17T15:00:00+02:00"))
        after = self.entries(client)["closes"]
        assert (before["uid"], after["sequence"] - before["sequence"]) == (after["uid"], 1)


class TestFeed:
    def titles(self, client: Visitor, query: str = "") -> list[str]:
        feed = ET.fromstring(fetched(client, f"/calls.atom{query}"))  # noqa: S314  # our own
        return [str(one.text) for one in feed.iterfind(f"{ATOM}entry/{ATOM}title")]

    def test_it_lists_calls_that_are_announced_and_no_drafts(self, client: Visitor) -> None:
        a_call(slug="redzams")
        a_draft(slug="melnraksts", title=words("Melnraksts"))
        assert self.titles(client) == ["Piemērs"]

    def test_it_speaks_the_language_asked_for(self, client: Visitor) -> None:
        a_call()
        assert self.titles(client, "?language=en") == ["Piemērs (en)"]

    def test_another_language_is_not_there(self, client: Visitor) -> None:
        assert client.get("/calls.atom?language=xx").status_code == 404

    def test_words_of_others_are_no_markup(self, client: Visitor) -> None:
        a_call(title={"lv": "A & B <x>", "en": "x"})
        assert self.titles(client) == ["A & B <x>"]

    def test_an_amendment_is_news(self, client: Visitor) -> None:
        call = a_call()
        with clock.at(OPEN):
            amended(call, a_person())
        feed = ET.fromstring(fetched(client, "/calls.atom"))  # noqa: S314  # our own
        assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == OPEN.isoformat()
