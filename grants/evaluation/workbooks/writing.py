"""Make the workbook that a member fills in. Everything in it is words or numbers: no cell is a formula. Pure."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from grants.calls.rules.document import Criterion
from grants.evaluation.workbooks.layout import COMMENT, HEADS, MARK, REVISION, SEAL

if TYPE_CHECKING:
    import xlsxwriter

FIRST_ROW = 2
"""The row of the first application: below the codes and the heads."""
MAX_MESSAGE = 255
MAX_TITLE = 32
"""Characters of a hint beside a cell and of its title, as the format has them."""
TITLE_WIDTH, MARK_WIDTH, COMMENT_WIDTH, SCALE_WIDTH = 40, 10, 45, 60


@dataclass(frozen=True)
class Line:
    """Be the row of one application: what people read of it, and what the member has filled in so far."""

    application_id: UUID
    revision: int
    about: Sequence[str]
    marks: Mapping[str, str]
    comments: Mapping[str, str]
    locked: bool


@dataclass(frozen=True)
class Words:
    """Hold the words of a workbook in the language of who fills it in."""

    marks: str
    scale: str
    about: Sequence[str]
    """The heads of the columns about the application."""
    criteria: Sequence[tuple[str, str, str]]
    """By criterion: the head of its mark, the head of its comment, and what its scale is."""
    scale_rows: Sequence[Sequence[str]]
    off_scale: str


@dataclass(frozen=True)
class Book:
    """Hold what a workbook says."""

    seal: str
    criteria: Sequence[Criterion]
    lines: Sequence[Line]
    words: Words


Styles = Mapping[str, "xlsxwriter.format.Format"]


def to_xlsx(book: Book) -> bytes:
    """Return the workbook; submitted sheets stand in it locked and grey."""
    import xlsxwriter  # 42 modules that only a download needs

    file = io.BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(file, plainly)
    # The mark of a quotation keeps a text that begins with = + - @ a text, even when somebody types in its cell.
    text = {"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"}
    styles = {
        "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "about": workbook.add_format({**text, "bg_color": "#f1f3f5"}),
        "gone": workbook.add_format({**text, "bg_color": "#dee2e6", "font_color": "#495057"}),
        "gone_mark": workbook.add_format({"valign": "top", "bg_color": "#dee2e6", "font_color": "#495057"}),
        "mark": workbook.add_format({"valign": "top", "locked": False, "border": 1}),
        "comment": workbook.add_format({**text, "locked": False, "border": 1}),
    }
    _write_marks(workbook.add_worksheet(book.words.marks), book, styles)
    _write_scale(workbook.add_worksheet(book.words.scale), book.words, styles)
    workbook.close()
    return file.getvalue()


def _write_marks(sheet: "xlsxwriter.worksheet.Worksheet", book: Book, styles: Styles) -> None:
    criteria, lines, words = book.criteria, book.lines, book.words
    about = [f"about:{place}" for place in range(len(words.about))]
    given = [f"{kind}{criterion.code}" for criterion in criteria for kind in (MARK, COMMENT)]
    heads = [head for mark, comment, _scale in words.criteria for head in (mark, comment)]
    for column, code in enumerate([f"{SEAL}{book.seal}", REVISION, *about, *given]):
        sheet.write_string(0, column, code)
    for column, head in enumerate([HEADS, "", *words.about, *heads]):
        sheet.write_string(1, column, head, styles["head"])
    for place, line in enumerate(lines, start=FIRST_ROW):
        _write_line(sheet, place, line, criteria, styles)
    first = 2 + len(about)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 1, None, None, {"hidden": True})
    sheet.set_column(2, first - 1, TITLE_WIDTH)
    for place, criterion in enumerate(criteria):
        column = first + 2 * place
        sheet.set_column(column, column, MARK_WIDTH)
        sheet.set_column(column + 1, column + 1, COMMENT_WIDTH)
        if lines:
            sheet.data_validation(
                FIRST_ROW,
                column,
                FIRST_ROW + len(lines) - 1,
                column,
                _allowed(criterion, words.criteria[place][2], words.off_scale),
            )
    sheet.freeze_panes(FIRST_ROW, first)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_line(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    line: Line,
    criteria: Sequence[Criterion],
    styles: Styles,
) -> None:
    mark_style, comment_style = ("gone_mark", "gone") if line.locked else ("mark", "comment")
    sheet.write_string(row, 0, str(line.application_id))
    sheet.write_number(row, 1, line.revision)
    for column, said in enumerate(line.about, start=2):
        sheet.write_string(row, column, said, styles["gone" if line.locked else "about"])
    column = 2 + len(line.about)
    for criterion in criteria:
        mark, comment = line.marks.get(criterion.code), line.comments.get(criterion.code, "")
        if mark is None:
            sheet.write_blank(row, column, None, styles[mark_style])
        else:
            sheet.write_number(row, column, float(mark), styles[mark_style])
        if comment:
            sheet.write_string(row, column + 1, comment, styles[comment_style])
        else:
            sheet.write_blank(row, column + 1, None, styles[comment_style])
        column += 2


def _allowed(criterion: Criterion, scale: str, off_scale: str) -> dict[str, object]:
    """Return what a program lets one type as a mark; the steps of the scale are looked at when the file comes back."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": float(criterion.min),
        "maximum": float(criterion.max),
        "input_title": criterion.code[:MAX_TITLE],
        "input_message": scale[:MAX_MESSAGE],
        "error_title": criterion.code[:MAX_TITLE],
        "error_message": off_scale[:MAX_MESSAGE],
    }


def _write_scale(sheet: "xlsxwriter.worksheet.Worksheet", words: Words, styles: Styles) -> None:
    for row, cells in enumerate(words.scale_rows):
        for column, said in enumerate(cells):
            sheet.write_string(row, column, said, styles["about" if row else "head"])
    sheet.set_column(0, 0, MARK_WIDTH)
    sheet.set_column(1, 3, SCALE_WIDTH)
    sheet.protect()
