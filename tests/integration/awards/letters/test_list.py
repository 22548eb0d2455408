"""The list of letters is narrowed, sorted, kept as a view and taken along once it is long."""

import pytest

from grants import clock
from grants.calls.models import Call
from grants.db import db
from tests.factories.awards import DELIBERATED, an_official_of
from tests.factories.people import sign_in
from tests.support.pages import words
from tests.support.visitor import Visitor

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("query", "applicants"),
    [
        ("", ["A-1", "A-2"]),
        ("sort=-applicant", ["A-2", "A-1"]),
        ("sort=sent", ["A-1", "A-2"]),
        ("kind=award", ["A-1"]),
        ("state=sent", []),
        ("q=a-2", ["A-2"]),
        ("kind=nothing&state=nothing&sort=nothing", ["A-1", "A-2"]),
    ],
)
def test_letters_are_narrowed_and_sorted(
    client: Visitor, call: Call, monkeypatch: pytest.MonkeyPatch, query: str, applicants: list[str]
) -> None:
    db.session.commit()
    with clock.at(DELIBERATED):
        browser = sign_in(client, an_official_of(call))
        page = browser.see(f"/office/calls/{call.slug}/letters?{query}")
        assert "Columns" not in page.text
        monkeypatch.setattr("grants.awards.letters.views.office.LONG", 2)
        page = browser.see(f"/office/calls/{call.slug}/letters?{query}")
        rows = [words(cell) for cell in page.tree.iter("td") if cell.get("data-label") == "Applicant"]
        assert rows == [f"Biedrība {each}" for each in applicants]
        said = browser.get(f"/office/calls/{call.slug}/letters/list.csv?{query}&hide=state").get_data(as_text=True)
        lines = said.removeprefix("\ufeff").splitlines()
        assert lines[0] == "Number;Applicant;Letter;Sent;Counts as notified;Last day to contest"
        assert [line.split(";")[1] for line in lines[1:]] == rows
