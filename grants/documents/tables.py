"""Make a spreadsheet (.xlsx) of tables. Every cell is a number, a day, a moment or words; none is a formula. Pure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

MAX_CELL = 32_767
"""Characters of one cell, as the format has it; what is longer ends there."""
MAX_NAME = 31
"""Characters of the name of a sheet, as the format has it."""
SHORTEST, LONGEST = 9, 60
"""How wide a column is at least and at most, in characters."""


class Kind(StrEnum):
    """Name what stands in the cells of a column."""

    WORDS = "words"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """Be a column: its head and what stands below it."""

    head: str
    kind: Kind = Kind.WORDS


Cell = str | int | Decimal | date | datetime | None
"""Nothing where there is nothing to say; words may stand in any column. A moment is told as its reader's clocks do."""


@dataclass(frozen=True)
class Sheet:
    """Be one sheet of a file: a table with one row of heads."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


FORMATS = {
    Kind.COUNT: "0",
    Kind.NUMBER: "0.00##########",
    Kind.MONEY: "#,##0.00",
    Kind.DAY: "dd.mm.yyyy",
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
}


def to_tables(sheets: Sequence[Sheet], *, at: datetime) -> bytes:
    """Return the sheets as one file, made at a moment, so that the same tables are the same file."""
    import xlsxwriter  # 42 modules that only a download needs

    file = io.BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(file, plainly)
    workbook.set_properties({"created": at.replace(tzinfo=None)})
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    # The mark of a quotation keeps a text that begins with = + - @ a text, even when somebody types in its cell.
    words = workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True, "num_format": "@"})
    styles = {kind: workbook.add_format({"num_format": how, "valign": "top"}) for kind, how in FORMATS.items()}
    for sheet in sheets:
        _write(workbook.add_worksheet(sheet.name[:MAX_NAME]), sheet, head, {**styles, Kind.WORDS: words})
    workbook.close()
    return file.getvalue()


def _write(
    made: "xlsxwriter.worksheet.Worksheet",
    sheet: Sheet,
    head: "xlsxwriter.format.Format",
    styles: dict[Kind, "xlsxwriter.format.Format"],
) -> None:
    for place, column in enumerate(sheet.columns):
        made.write_string(0, place, column.head, head)
        made.set_column(place, place, _width(column, [row[place] for row in sheet.rows]))
    for number, row in enumerate(sheet.rows, start=1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _put(made, number, place, cell, styles[Kind.WORDS if isinstance(cell, str) else column.kind])
    made.freeze_panes(1, 0)
    if sheet.rows:
        made.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    made.set_landscape()
    made.repeat_rows(0)
    made.fit_to_pages(1, 0)


def _put(
    made: "xlsxwriter.worksheet.Worksheet", row: int, place: int, cell: Cell, style: "xlsxwriter.format.Format"
) -> None:
    match cell:
        case None:
            return
        case str():
            made.write_string(row, place, cell[:MAX_CELL], style)
        case datetime():
            made.write_datetime(row, place, cell.replace(tzinfo=None), style)
        case date():
            made.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001  # a day has no zone
        case _:
            made.write_number(row, place, float(cell), style)


def _width(column: Column, cells: Sequence[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(LONGEST, max(SHORTEST, longest, len(column.head)) + 2)
