"""A spreadsheet says what was put into it: numbers as numbers, words as words, whatever they look like."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from grants.documents.tables import MAX_CELL, Cell, Column, Kind, Sheet, to_tables

AT = datetime(2030, 1, 14, 10, tzinfo=UTC)


def read_back(kind: Kind, *cells: Cell) -> list[object]:
    file = to_tables([Sheet("S", [Column("H", kind)], [[cell] for cell in cells])], at=AT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        "=1+2",
        "+371 20000000",
        "-5",
        "@SUM(A1)",
        '=HYPERLINK("http://x.example","y")',
        'Biedrība „Kopā” & "draugi" <b>\'',
        "\u202eאבג\u202c",
        "12",
        "1.2.2030",
        "http://x.example",
        "_x0041_",
        "a\nb",
    ],
)
def test_words_stay_the_words_they_are(words: str) -> None:
    assert read_back(Kind.WORDS, words) == ["H", words]
    assert read_back(Kind.NUMBER, words) == ["H", words]


def test_no_cell_is_a_formula_or_a_link() -> None:
    file = to_tables([Sheet("S", [Column("=1+2")], [["=1+2"], ["http://x.example"]])], at=AT)
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in styles


def test_figures_are_figures() -> None:
    assert read_back(Kind.MONEY, Decimal("4600.50"), None, Decimal(0)) == ["H", 4600.5, "", 0.0]
    assert read_back(Kind.COUNT, 3) == ["H", 3.0]


def test_days_and_moments_are_dates() -> None:
    assert read_back(Kind.DAY, date(2030, 1, 14)) == ["H", date(2030, 1, 14)]
    assert read_back(Kind.MOMENT, AT) == ["H", datetime(2030, 1, 14, 10)]  # noqa: DTZ001  # a spreadsheet knows no zone


def test_words_end_where_a_cell_does() -> None:
    assert read_back(Kind.WORDS, "x" * (MAX_CELL + 1)) == ["H", "x" * MAX_CELL]


def test_the_same_tables_are_the_same_file() -> None:
    sheets = [Sheet("S", [Column("H")], [["a"]])]
    assert to_tables(sheets, at=AT) == to_tables(sheets, at=AT)


def test_a_table_without_rows_is_its_heads() -> None:
    assert read_back(Kind.WORDS) == ["H"]
