"""The workbook that is handed out holds words and numbers, and comes back as what it was made of."""

import io
import zipfile
from uuid import UUID

import pytest

from grants.calls.rules.document import Criterion
from grants.evaluation.workbooks.archive import open_workbook
from grants.evaluation.workbooks.layout import FilledIn
from grants.evaluation.workbooks.reading import find_marks, understand
from grants.evaluation.workbooks.writing import Book, Line, Words, to_xlsx
from tests.factories.documents import criterion

FIRST = UUID(int=1)
CRITERIA = (Criterion.model_validate(criterion("2.1", step="0.1")),)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "http://example.org", "\t=1+1", "a\n=1"]


def a_book(title: str = "Nometne", comment: str = "Labi.", mark: str = "0.1", *, locked: bool = False) -> bytes:
    line = Line(FIRST, 7, [title], {"2.1": mark}, {"2.1": comment}, locked)
    words = Words("Marks", "Scale", ["Application"], [("Mark", "Comment", "0–5")], [["Criterion"], ["2.1"]], "Off")
    return to_xlsx(Book("seal", CRITERIA, [line], words))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_what_is_taken_along_comes_back_the_same() -> None:
    found = find_marks(open_workbook(a_book()))
    understood = understand(found, CRITERIA, open_ids={FIRST}, passed_over=())
    assert (found.seal, understood.problems) == ("seal", [])
    assert understood.rows == [FilledIn(FIRST, 7, {"2.1": "0.1"}, {"2.1": "Labi."})]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    content = a_book(title=text, comment=text)
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in part(content, "xl/styles.xml")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_comment_that_looks_like_a_formula_comes_back_as_it_was(text: str) -> None:
    found = find_marks(open_workbook(a_book(comment=text)))
    (row,) = understand(found, CRITERIA, open_ids={FIRST}, passed_over=()).rows
    assert row.comments == {"2.1": text}


def test_the_sheet_is_protected_and_marks_are_held_to_the_ends_of_the_scale() -> None:
    sheet = part(a_book(), "xl/worksheets/sheet1.xml")
    assert "<sheetProtection" in sheet
    assert '<dataValidation type="decimal"' in sheet
    assert "<formula1>0.0</formula1><formula2>5.0</formula2>" in sheet
