"""Rows that are read already are narrowed and sorted as their reader would."""

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest

from grants.documents.tables import Kind
from grants.web.lists.asked import Asked, read
from grants.web.lists.rows import Filter, Listing, Part


class Row(NamedTuple):
    name: str
    day: date | None = None
    at: datetime = datetime(2030, 1, 1, tzinfo=UTC)


LIST = Listing[Row](
    "things",
    "Things",
    [
        Part("name", "Name", lambda row: row.name, sought=True),
        Part("day", "Day", lambda row: row.day, kind=Kind.DAY),
        Part("at", "At", lambda row: row.at, kind=Kind.MOMENT),
        Part("length", "Length", lambda row: str(len(row.name)), order=lambda row: len(row.name)),
    ],
    [Filter("first", "First letter", {"a": "A", "c": "C"}, lambda row: row.name[:1].lower())],
)
ROWS = [Row("Čiekuri", date(2030, 2, 1)), Row("Cēsis"), Row("Dzērve", date(2029, 1, 1)), Row("āboli", date(2031, 1, 1))]


def names(language: str = "lv", **values: str) -> list[str]:
    return [row.name for row in LIST.of(ROWS, read(values, {}, LIST.shape), language)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, ["Čiekuri", "Cēsis", "Dzērve", "āboli"]),
        ({"sort": "name"}, ["āboli", "Cēsis", "Čiekuri", "Dzērve"]),
        ({"sort": "-name"}, ["Dzērve", "Čiekuri", "Cēsis", "āboli"]),
        ({"sort": "day"}, ["Dzērve", "Čiekuri", "āboli", "Cēsis"]),
        ({"sort": "-day"}, ["āboli", "Čiekuri", "Dzērve", "Cēsis"]),
        ({"sort": "length"}, ["Cēsis", "āboli", "Dzērve", "Čiekuri"]),
        ({"sort": "at"}, ["Čiekuri", "Cēsis", "Dzērve", "āboli"]),
        ({"q": "ces"}, ["Cēsis"]),
        ({"q": "2030"}, []),
        ({"first": "c"}, ["Cēsis"]),
        ({"first": "x"}, ["Čiekuri", "Cēsis", "Dzērve", "āboli"]),
    ],
)
def test_rows_are_narrowed_and_sorted(values: dict[str, str], found: list[str]) -> None:
    assert names(**values) == found


def test_the_order_is_that_of_the_reader() -> None:
    assert names("en", sort="name") == ["āboli", "Cēsis", "Čiekuri", "Dzērve"]
    assert names("lv", sort="name", q="c") == ["Cēsis", "Čiekuri"]


def test_the_file_holds_what_is_shown_and_always_the_first_column() -> None:
    sheet = LIST.sheet(ROWS[:1], Asked("usual", hidden=frozenset({"name", "at", "length"})))
    assert [column.head for column in sheet.columns] == ["Name", "Day"]
    assert sheet.rows == [["Čiekuri", date(2030, 2, 1)]]
