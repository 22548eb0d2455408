"""A workbook that somebody sent is opened without being trusted."""

import io
import struct
import zipfile

import pytest

from grants.evaluation.workbooks.archive import open_workbook
from grants.evaluation.workbooks.layout import (
    MAX_COLUMNS,
    MAX_PARTS,
    MAX_UNPACKED,
    MAX_WORKBOOK,
    MOST_ROWS,
    Refused,
    Wrong,
)
from tests.factories.workbooks import Formula, Rows, a_zip, an_ods, an_xlsx

ROWS: Rows = [["seal", "Ā"], [3.5, "Labi, ž."]]


def refusal(content: bytes) -> Wrong:
    with pytest.raises(Refused) as refused:
        open_workbook(content)
    return refused.value.wrong


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("make", [an_xlsx, an_ods])
def test_values_are_read_as_they_were_stored(make: type) -> None:
    (grid,) = open_workbook(make(ROWS, name="Punkti"))
    assert (grid.name, grid.rows) == ("Punkti", ROWS)


@pytest.mark.parametrize("make", [an_xlsx, an_ods])
def test_formulas_are_found_behind_their_values(make: type) -> None:
    (grid,) = open_workbook(make([["a", 1], ["b", Formula("=2+2")]]))
    assert grid.formulas == {(1, 1)}


def test_a_formula_repeated_in_an_ods_is_found_in_each_cell() -> None:
    parts = parts_of(an_ods([["a", Formula("=2+2")]]))
    repeated = 'table:number-columns-repeated="2" table:formula="'
    parts["content.xml"] = parts["content.xml"].replace('table:formula="', repeated)
    (grid,) = open_workbook(a_zip(parts))
    assert grid.formulas == {(0, 1), (0, 2)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"mark;comment\n4;Labi",
        b"%PDF-1.7 no workbook",
        b"PK\x03\x04 cut off",
        a_zip({"word/document.xml": "<a/>"}),
        a_zip({"content.xml": "<not closed"}),
        a_zip({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        an_xlsx(ROWS)[:-400],
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refusal(content) is Wrong.NOT_A_WORKBOOK


def test_a_workbook_with_a_password_or_of_an_old_program_is_refused() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) is Wrong.LOCKED


def test_a_workbook_as_large_as_allowed_is_opened_and_a_larger_one_is_not() -> None:
    parts = parts_of(an_xlsx(ROWS)) | {"filler": ""}
    left = MAX_WORKBOOK - len(a_zip(parts, zipfile.ZIP_STORED))
    assert open_workbook(a_zip(parts | {"filler": " " * left}, zipfile.ZIP_STORED))
    assert refusal(a_zip(parts | {"filler": " " * (left + 1)}, zipfile.ZIP_STORED)) is Wrong.TOO_LARGE


def test_a_bomb_is_not_unpacked() -> None:
    bomb = a_zip({"content.xml": " " * (MAX_UNPACKED + 1)})
    assert len(bomb) < MAX_WORKBOOK
    assert refusal(bomb) is Wrong.TOO_LARGE


def test_a_part_that_says_it_is_small_is_not_handed_on_whole() -> None:
    parts = parts_of(an_ods(ROWS))
    parts["content.xml"] += "<!--" + " " * 5000 + "-->"
    content = bytearray(a_zip(parts))
    place = content.rindex(b"PK\x01\x02")  # the entry of content.xml in the list at the end
    struct.pack_into("<I", content, place + 24, 10)
    assert refusal(bytes(content)) is Wrong.NOT_A_WORKBOOK


def test_packings_that_unpack_at_once_are_refused() -> None:
    assert refusal(a_zip(parts_of(an_ods(ROWS)), zipfile.ZIP_BZIP2)) is Wrong.NOT_A_WORKBOOK


def test_an_archive_of_too_many_parts_is_refused() -> None:
    parts = {f"part-{number}": "" for number in range(MAX_PARTS)}
    assert refusal(a_zip({**parts, "content.xml": "<a/>"})) is Wrong.NOT_A_WORKBOOK


def test_cells_as_far_away_as_allowed_are_read() -> None:
    rows: list[list[object]] = [[] for _ in range(MOST_ROWS)]
    rows[-1] = [*[""] * (MAX_COLUMNS - 1), "far"]
    assert open_workbook(an_xlsx(rows))[0].rows[-1][-1] == "far"


@pytest.mark.parametrize(("row", "column"), [(MOST_ROWS, 0), (0, MAX_COLUMNS), (1_048_575, 16_383)])
def test_a_value_far_away_is_refused(row: int, column: int) -> None:
    content = an_xlsx([["near"]])
    parts = parts_of(content)
    sheet = parts["xl/worksheets/sheet1.xml"]
    far = f'<row r="{row + 1}"><c r="{letters(column)}{row + 1}"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", far)
    assert refusal(a_zip(parts)) is Wrong.TOO_LARGE


def test_a_value_repeated_a_million_times_is_refused() -> None:
    parts = parts_of(an_ods([["a"]]))
    repeated = '<table:table-row table:number-rows-repeated="1048576">'
    parts["content.xml"] = parts["content.xml"].replace("<table:table-row>", repeated)
    assert refusal(a_zip(parts)) is Wrong.TOO_LARGE


def test_blank_cells_repeated_to_the_end_are_nothing() -> None:
    parts = parts_of(an_ods([["a"]]))
    blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'  # noqa: E501
    parts["content.xml"] = parts["content.xml"].replace("</table:table>", blank)
    assert open_workbook(a_zip(parts))[0].rows[0][0] == "a"


def letters(column: int) -> str:
    return {0: "A", MAX_COLUMNS: "KO", 16_383: "XFD"}[column]
