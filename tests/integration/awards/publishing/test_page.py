"""The page of the results: its figures, its file, and where the reader's own application stands."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from grants.awards import services
from tests.factories.awards import (
    SLUG,
    a_member,
    a_published_call,
    a_told_call,
    an_official_of,
    application_in,
    ineligible,
    judged,
    withdrawn,
)
from tests.integration.awards.conftest import Browser
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("monday")

RESULTS = f"/calls/{SLUG}/results"
MANY = [
    judged("A-1", "5", "5"),
    judged("A-2"),
    judged("A-3", "5", "2"),
    judged("A-4", "4", "5"),
    ineligible("A-5"),
    withdrawn("A-6"),
]


def test_where_there_are_enough_it_shows_figures(client: Visitor) -> None:
    a_published_call(*MANY)
    client.get("/language/en")
    page = client.see(RESULTS)
    assert "From received to awarded" in page.text
    assert "Received 6 Admitted 4 Ranked 3 Awarded 1" in page.text
    assert "Asked for 23 000.00 EUR Awarded 4600.00 EUR" in page.text
    assert "<svg" not in page.response.get_data(as_text=True)


def test_from_twenty_on_it_draws_them(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grants.awards.publication.FEWEST_DRAWN", len(MANY))
    a_published_call(*MANY)
    assert client.see(RESULTS).response.get_data(as_text=True).count('<svg class="picture"') == 2


def test_of_few_it_shows_none(client: Visitor) -> None:
    a_published_call(*MANY[:3])
    client.get("/language/en")
    assert "In figures" not in client.see(RESULTS).text


def test_it_is_there_for_good(client: Visitor) -> None:
    call = a_published_call(*MANY)
    call.organiser.name = "Renamed"
    assert client.see(RESULTS).address == RESULTS


def test_the_list_as_a_file_is_the_same_file_every_time(client: Visitor) -> None:
    a_published_call(*MANY)
    first, second = client.get(f"{RESULTS}.pdf"), client.get(f"{RESULTS}.pdf")
    assert first.data[:5] == b"%PDF-"
    assert first.data == second.data
    assert first.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-results.pdf"'


class TestOwnPoints:
    def test_who_works_on_it_sees_its_points_and_place(self, browser_of: Browser) -> None:
        call = a_told_call(*MANY)
        page = browser_of(a_member(call, "A-2")).see(f"/applications/{application_in(call, 'A-2').id}/decision")
        assert "Total 12.00 of 15 points The rules ask for at least 9 Place in the ranking 3" in page.text
        assert "2.2 Kritērijs 2.2 (en) 4.00 5 3" in page.text

    def test_of_how_many_is_said_once_everybody_may_know(self, browser_of: Browser) -> None:
        call = a_told_call(*MANY)
        member = a_member(call, "A-2")
        services.publish_results(call=call, actor=an_official_of(call))
        page = browser_of(member).see(f"/applications/{application_in(call, 'A-2').id}/decision")
        assert "Place in the ranking 3 of 3" in page.text

    def test_what_was_not_admitted_has_none(self, browser_of: Browser) -> None:
        call = a_told_call(*MANY)
        page = browser_of(a_member(call, "A-5")).see(f"/applications/{application_in(call, 'A-5').id}/decision")
        assert "Your points" not in page.text


FORMULA = '=HYPERLINK("https://example.org";"Labi")'


def test_the_spreadsheet_says_what_the_page_says_in_typed_cells_and_no_formula(client: Visitor) -> None:
    kept_back = {"scores": True, "rejected_names": False, "natural_person_names": False}
    a_published_call(judged("A-1", "5", "5", title=FORMULA), *MANY[1:], publication=kept_back)
    client.get("/language/lv")
    answer = client.get(f"{RESULTS}.xlsx")
    assert answer.data == client.get(f"{RESULTS}.xlsx").data
    workbook = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    shown, counted = (workbook.get_sheet_by_index(number).to_python() for number in range(2))
    assert shown[0] == ["Projekta iesniedzējs", "Projekts", "Punkti", "Lēmums", "Summa"]
    assert shown[1][1:3] == [FORMULA, 15.0]
    assert shown[1][4] == 4600.0
    assert not any("A-3" in str(cell) for row in shown for cell in row)
    assert counted[1][1] == 6
    with ZipFile(BytesIO(answer.data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_before_the_results_are_public_nobody_but_officials_has_the_spreadsheet(client: Visitor) -> None:
    a_told_call(*MANY)
    assert client.get(f"{RESULTS}.xlsx").status_code == 404
