"""A filled-in workbook is understood by its codes, or everything wrong in it is named by its cell."""

from datetime import date
from uuid import UUID

import pytest

from grants.calls.rules.document import Criterion
from grants.evaluation.marks import MAX_COMMENT
from grants.evaluation.workbooks.archive import open_workbook
from grants.evaluation.workbooks.layout import Problem, Refused, Wrong
from grants.evaluation.workbooks.reading import Understood, find_marks, understand
from tests.factories.documents import criterion
from tests.factories.workbooks import Formula, Rows, an_ods, an_xlsx

FIRST, SECOND, SUBMITTED = (UUID(int=number) for number in (1, 2, 3))
CRITERIA = tuple(Criterion.model_validate(each) for each in (criterion("2.1"), criterion("2.2", step="0.5")))


def a_sheet() -> Rows:
    """Return a filled-in sheet: the codes, the heads for people, and two applications."""
    return [
        ["marks.seal", "revision", "about:0", "mark:2.1", "comment:2.1", "mark:2.2", "comment:2.2"],
        ["#", "", "Application", "Mark", "Comment", "Mark", "Comment"],
        [str(FIRST), 1, "Nometne", 4, "Labi.", 3.5, ""],
        [str(SECOND), 0, "Koris", "", "", "2,5", "=Vāji"],
    ]


def read(rows: Rows, *, as_ods: bool = False) -> Understood:
    content = an_ods(rows) if as_ods else an_xlsx(rows)
    return understand(find_marks(open_workbook(content)), CRITERIA, open_ids={FIRST, SECOND}, passed_over={SUBMITTED})


def changed(row: int, column: int, value: object) -> Rows:
    rows = a_sheet()
    rows[row][column] = value
    return rows


@pytest.mark.parametrize("as_ods", [False, True])
def test_marks_and_comments_are_understood(as_ods: bool) -> None:  # a parameter of the test
    understood = read(a_sheet(), as_ods=as_ods)
    assert understood.problems == []
    assert [(row.application_id, row.revision, row.marks, row.comments) for row in understood.rows] == [
        (FIRST, 1, {"2.1": "4", "2.2": "3.5"}, {"2.1": "Labi."}),
        (SECOND, 0, {"2.2": "2.5"}, {"2.2": "=Vāji"}),
    ]


def test_moved_columns_are_understood_by_their_codes() -> None:
    assert read([row[::-1] for row in a_sheet()]).rows == read(a_sheet()).rows


def test_moved_rows_and_blank_rows_change_nothing() -> None:
    codes, heads, first, second = a_sheet()
    moved = read([["My marks"], [], codes, second, [], heads, [""] * 7, first])
    assert sorted(moved.rows, key=lambda row: row.application_id) == read(a_sheet()).rows
    assert moved.problems == []


def test_a_column_of_ones_own_is_left_alone() -> None:
    rows = [[*row, note] for row, note in zip(a_sheet(), ["", "Notes", "ask Zane", Formula("=1+1")], strict=True)]
    assert read(rows).problems == []


def test_the_sheet_is_found_under_another_name_and_names_itself() -> None:
    content = an_xlsx(changed(2, 3, 9), name="Punkti 2")
    understood = understand(find_marks(open_workbook(content)), CRITERIA, open_ids={FIRST, SECOND}, passed_over=())
    assert understood.sheet == "Punkti 2"


def test_a_row_that_was_left_out_is_no_problem() -> None:
    assert [row.application_id for row in read(a_sheet()[:3]).rows] == [FIRST]


def test_a_submitted_sheet_is_passed_over_whatever_stands_in_its_row() -> None:
    understood = read([*a_sheet(), [str(SUBMITTED), 3, "", "many", Formula("=1"), 99, ""]])
    assert (len(understood.rows), understood.problems) == (2, [])


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (changed(2, 3, 9), Problem(Wrong.OFF_SCALE, "D3", "9")),
        (changed(2, 5, 3.7), Problem(Wrong.OFF_SCALE, "F3", "3.7")),
        (changed(2, 3, "very good"), Problem(Wrong.NOT_A_NUMBER, "D3", "very good")),
        (changed(2, 3, True), Problem(Wrong.NOT_A_NUMBER, "D3", "True")),
        (changed(2, 5, date(2030, 5, 3)), Problem(Wrong.DATE, "F3")),
        (changed(2, 3, Formula("=2+2")), Problem(Wrong.FORMULA, "D3")),
        (changed(3, 6, Formula('="Vāji"')), Problem(Wrong.FORMULA, "G4")),
        (changed(2, 4, "ž" * (MAX_COMMENT + 1)), Problem(Wrong.COMMENT_TOO_LONG, "E3")),
        (changed(2, 0, "3"), Problem(Wrong.EXTRA_ROW, "3")),
        (changed(2, 0, ""), Problem(Wrong.EXTRA_ROW, "3")),
        (changed(2, 0, str(UUID(int=9))), Problem(Wrong.UNKNOWN_ROW, "3")),
        (changed(3, 0, str(FIRST)), Problem(Wrong.ROW_TWICE, "4")),
        (changed(0, 3, "mark:9.9"), Problem(Wrong.COLUMN_MISSING, about="mark:2.1")),
        (changed(0, 2, "mark:2.1"), Problem(Wrong.COLUMN_TWICE, about="mark:2.1")),
    ],
)
def test_what_is_wrong_is_named_by_its_place(rows: Rows, problem: Problem) -> None:
    assert read(rows).problems == [problem]


def test_a_comment_as_long_as_allowed_is_understood() -> None:
    assert read(changed(2, 4, "ž" * MAX_COMMENT)).problems == []


def test_all_problems_are_named_at_once() -> None:
    rows = changed(2, 3, 9)
    rows[3][5] = "good"
    rows.append(["", "", "", 4])
    assert [problem.place for problem in read(rows).problems] == ["D3", "F4", "5"]


def test_a_workbook_without_the_row_of_codes_is_not_ours() -> None:
    with pytest.raises(Refused) as refused:
        find_marks(open_workbook(an_xlsx(a_sheet()[1:])))
    assert refused.value.wrong is Wrong.NOT_OURS
