"""What officials take to a meeting: who gets which spreadsheet, and what is in it."""

import io
from typing import Any, ClassVar

import docx
import pytest
from python_calamine import CalamineWorkbook

from grants.accounts.models import Person, RoleKind
from grants.awards.services import publish_results
from grants.calls.models import Call
from grants.db import db
from grants.evaluation.interests.services import bar
from grants.evaluation.models import ConflictKind
from grants.journal.models import Entry
from tests.factories.awards import (
    SLUG,
    a_decided_call,
    a_deliberated_call,
    a_member,
    an_official_of,
    application_in,
    judged,
    letters_left,
)
from tests.factories.documents import field
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

PAGE = f"/office/calls/{SLUG}/handouts"
BUDGET = [{"item": "Īre", "quantity": "2", "unit_price": "50.25", "own": "0.50", "requested": "100.00"}]
EVIL = "=1+2\u202e„Brīvie & <b>draugi’"


def table(browser: object, kind: str) -> list[list[Any]]:
    """Return the first sheet of a spreadsheet as a program reads it."""
    content = browser.get(f"{PAGE}/{kind}.xlsx").data  # type: ignore[attr-defined]  # a visitor
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def offered(browser: object) -> set[str]:
    """Return the spreadsheets that can be had."""
    kinds = ("ranking", "marks", "budgets", "decisions")
    return {kind for kind in kinds if browser.get(f"{PAGE}/{kind}.xlsx").status_code == 200}  # type: ignore[attr-defined]  # a visitor


def with_budget(**changes: object) -> Call:
    document = {"code": "project", "title": {"lv": "Projekts", "en": "Project"}, "fields": [field("money", "budget")]}
    application = judged("A-1", "5", "5", answers={"money": BUDGET}, title=EVIL, **changes)
    return a_deliberated_call(application, judged("A-2", "4", "4"), form=[document])


def bar_from(call: Call, person: Person, reference: str) -> None:
    bar(
        application=application_in(call, reference),
        person=person,
        kind=ConflictKind.OTHER,
        reason="Radi",
        actor=an_official_of(call, name="Cita"),
    )


class TestContent:
    def test_the_ranking_has_its_points_as_numbers(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_deliberated_call()))
        browser.get("/language/lv")
        heads, first, *_rest = table(browser, "ranking")
        assert heads[:5] == ["Vieta", "Iesnieguma Nr.", "Projekta iesniedzējs", "Reģistrācijas numurs", "Projekts"]
        assert first[:7] == [1.0, "A-1", "Biedrība A-1", "40008000000", "Projekts A-1", 5.0, 5.0]
        assert first[7:10] == [15.0, "apstiprināts", 4600.0]

    def test_the_marks_have_a_row_for_each_sheet(self, browser_of: Browser) -> None:
        rows = table(browser_of(an_official_of(a_deliberated_call())), "marks")
        assert [row[5:7] for row in rows if row[0] == "A-3"] == [[5.0, 2.0]] * 3

    def test_a_budget_has_a_row_for_each_line(self, browser_of: Browser) -> None:
        rows = table(browser_of(an_official_of(with_budget())), "budgets")
        assert rows[1][4:] == ["Īre", 2.0, 50.25, 0.5, 100.0]
        assert len(rows) == 2

    def test_the_decisions_name_everybody(self, browser_of: Browser) -> None:
        rows = table(browser_of(an_official_of(a_decided_call())), "decisions")
        assert [row[1] for row in rows[1:]] == ["A-1", "A-2", "A-3", "A-4"]
        assert rows[1][5:10] == [4600.0, 15.0, 1.0, "awarded", 4600.0]

    @pytest.mark.parametrize("kind", ["ranking", "marks", "budgets"])
    def test_words_are_exactly_what_was_typed(self, browser_of: Browser, kind: str) -> None:
        rows = table(browser_of(an_official_of(with_budget())), kind)
        assert any(EVIL in row for row in rows)


class TestWho:
    def test_an_official_finds_all_on_one_page(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(with_budget()))
        assert set(browser.see(PAGE).links) >= {"Ranking (XLSX)", "Marks (XLSX)", "Budgets (XLSX)"}
        assert offered(browser) == {"ranking", "marks", "budgets"}

    def test_a_conflict_hides_marks_and_budget(self, browser_of: Browser) -> None:
        call = with_budget()
        official = an_official_of(call)
        bar_from(call, official, "A-1")
        browser = browser_of(official)
        assert [row[5:8] for row in table(browser, "ranking") if row[1] == "A-1"] == [["", "", ""]]
        assert [row[0] for row in table(browser, "marks")[1:]] == ["A-2"] * 3
        assert len(table(browser, "budgets")) == 1

    def test_who_has_an_application_in_it_gets_nothing_of_the_ranking_until_all_may_read(
        self, browser_of: Browser
    ) -> None:
        call = a_decided_call()
        official = an_official_of(call)
        a_member(call, "A-2", official)
        browser = browser_of(official)
        assert offered(browser) == {"budgets"}
        letters_left(call, an_official_of(call))
        publish_results(call=call, actor=an_official_of(call))
        db.session.commit()
        assert offered(browser) == {"ranking", "marks", "budgets", "decisions"}

    def test_sealed_marks_are_in_none(self, browser_of: Browser) -> None:
        call = a_deliberated_call(scoring={"decimals": 2, "opened_by_two": True, "blind": False})
        db.session.execute(db.text("DELETE FROM marks_openings"))
        assert offered(browser_of(an_official_of(call))) == {"budgets"}


class TestContacts:
    def test_a_coordinator_takes_them_and_it_is_on_record(self, browser_of: Browser) -> None:
        call = a_decided_call()
        a_member(call, "A-2")
        browser = browser_of(an_official_of(call))
        page = browser.see(PAGE)
        response = browser.post(f"{PAGE}/contacts", data={"csrf_token": page.token})
        rows = CalamineWorkbook.from_filelike(io.BytesIO(response.data)).get_sheet_by_index(0).to_python()
        assert [row[6] for row in rows if row[0] == "A-2"] == ["Applicant of A-2"]
        assert db.session.query(Entry).filter_by(action="contacts.taken_along").count() == 1

    @pytest.mark.parametrize("kind", [RoleKind.SECRETARY, RoleKind.AUDITOR])
    def test_others_do_not(self, browser_of: Browser, kind: RoleKind) -> None:
        browser = browser_of(an_official_of(a_decided_call(), kind))
        page = browser.see(PAGE)
        assert "Take the contacts along" not in page.text
        token = browser.see("/").token
        assert browser.post(f"{PAGE}/contacts", data={"csrf_token": token}).status_code == 403


class TestCouncil:
    BY_COUNCIL: ClassVar = {"size": 3, "quorum": 2, "decided_by": "council"}

    def test_the_draft_has_every_application_with_its_outcome_sum_and_reasons(self, browser_of: Browser) -> None:
        call = a_deliberated_call(committee=self.BY_COUNCIL)
        browser = browser_of(an_official_of(call))
        file = browser.get(f"{PAGE}/council.docx")
        rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(file.data)).tables[0].rows]
        assert rows[1][:5] == [
            "1",
            "Biedrība A-1, reģistrācijas Nr. 40008000000: Projekts A-1",
            "15,00",
            "apstiprināts",
            "4600,00 EUR",
        ]
        assert [row[3] for row in rows[2:]] == ["rezerves sarakstā", "noraidīts", "neatbilstošs", "atsaukts"]
        assert all(row[5] for row in rows[1:])

    def test_it_is_a_pdf_too(self, browser_of: Browser) -> None:
        browser = browser_of(an_official_of(a_decided_call(committee=self.BY_COUNCIL)))
        assert browser.get(f"{PAGE}/council.pdf").data[:5] == b"%PDF-"

    def test_there_is_none_where_the_committee_decides(self, browser_of: Browser) -> None:
        assert browser_of(an_official_of(a_decided_call())).get(f"{PAGE}/council.docx").status_code == 404

    def test_who_is_in_conflict_with_a_row_does_not_draft(self, browser_of: Browser) -> None:
        call = a_deliberated_call(committee=self.BY_COUNCIL)
        official = an_official_of(call)
        bar_from(call, official, "A-1")
        assert browser_of(official).get(f"{PAGE}/council.docx").status_code == 404
