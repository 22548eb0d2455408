"""Understand a workbook that a member filled in: by the codes of its columns, with everything wrong named. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from grants.calls.rules.document import Criterion
from grants.evaluation.marks import WrongMark, plain, read_marks
from grants.evaluation.workbooks.layout import (
    COMMENT,
    HEADS,
    HEADS_WITHIN,
    MARK,
    REVISION,
    SEAL,
    FilledIn,
    Grid,
    Problem,
    Refused,
    Wrong,
    cell_name,
)
from grants.parsing import Unreadable, parse_number

WRONG_MARKS = {
    WrongMark.OFF_SCALE: Wrong.OFF_SCALE,
    WrongMark.COMMENT_TOO_LONG: Wrong.COMMENT_TOO_LONG,
    WrongMark.COMMENT_UNREADABLE: Wrong.COMMENT_UNREADABLE,
}
_DATES = (date, datetime, time, timedelta)
MAX_REVISION_DIGITS = 9
_MAX_SHOWN = 40
"""Characters of a wrong cell that are said again."""


@dataclass(frozen=True)
class Found:
    """Hold the sheet of marks in a workbook: its seal, where its row of codes stands, and which column has which."""

    grid: Grid
    seal: str
    row: int
    columns: Mapping[str, list[int]]


@dataclass
class Understood:
    """Hold what was understood of a workbook, and what is wrong with it."""

    sheet: str
    rows: list[FilledIn] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_marks(grids: Sequence[Grid]) -> Found:
    """Return the sheet of marks of a workbook by its row of codes, wherever it was moved; raise Refused without one."""
    for grid in grids:
        for place, row in enumerate(grid.rows[:HEADS_WITHIN]):
            seals = [cell for cell in row if isinstance(cell, str) and cell.startswith(SEAL)]
            if len(seals) == 1:
                return Found(grid, seals[0].removeprefix(SEAL), place, _columns(row))
    raise Refused(Wrong.NOT_OURS)


def understand(
    found: Found, criteria: tuple[Criterion, ...], *, open_ids: Collection[UUID], passed_over: Collection[UUID]
) -> Understood:
    """Understand every row that holds something; `passed_over` are applications whose sheet was submitted already.

    Rows may stand in any order, columns too, and columns without a code are left alone; blank rows are no rows.
    """
    read = Understood(found.grid.name)
    wanted = [SEAL, REVISION, *(f"{kind}{each.code}" for each in criteria for kind in (MARK, COMMENT))]
    for code in wanted:
        places = found.columns.get(code, [])
        if len(places) != 1:
            read.problems.append(Problem(Wrong.COLUMN_TWICE if places else Wrong.COLUMN_MISSING, about=code))
    if read.problems:
        return read
    columns = {code: found.columns[code][0] for code in wanted}
    seen: set[UUID] = set()
    for place in range(found.row + 1, len(found.grid.rows)):
        key = _text(_cell(found.grid, place, columns[SEAL]))
        blank = not any(_text(_cell(found.grid, place, column)) for column in columns.values())
        if blank or key == HEADS:
            continue
        application_id = _id(key)
        wrong = _wrong_row(application_id, seen, {*open_ids, *passed_over})
        if wrong is not None or application_id is None:
            read.problems.append(Problem(wrong or Wrong.EXTRA_ROW, str(place + 1)))
            continue
        seen.add(application_id)
        if application_id in open_ids:
            read.rows.append(_row(read, _Row(found.grid, place, columns), application_id, criteria))
    return read


def _columns(row: Sequence[object]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for place, cell in enumerate(row):
        text = _text(cell)
        if text:
            columns.setdefault(SEAL if text.startswith(SEAL) else text, []).append(place)
    return columns


def _wrong_row(application_id: UUID | None, seen: set[UUID], known: Collection[UUID]) -> Wrong | None:
    if application_id is None:
        return Wrong.EXTRA_ROW
    if application_id in seen:
        return Wrong.ROW_TWICE
    return None if application_id in known else Wrong.UNKNOWN_ROW


@dataclass(frozen=True)
class _Row:
    grid: Grid
    place: int
    columns: Mapping[str, int]

    def value(self, code: str) -> object:
        return _cell(self.grid, self.place, self.columns[code])

    def name(self, code: str) -> str:
        return cell_name(self.place, self.columns[code])

    def has_formula(self, code: str) -> bool:
        return (self.place, self.columns[code]) in self.grid.formulas


def _row(read: Understood, row: _Row, application_id: UUID, criteria: tuple[Criterion, ...]) -> FilledIn:
    problems = list(_wrong_cells(row, criteria))
    marks = {each.code: _text(row.value(f"{MARK}{each.code}")) for each in criteria}
    comments = {each.code: _text(row.value(f"{COMMENT}{each.code}")) for each in criteria}
    named = {problem.place for problem in problems}
    marked = read_marks(criteria, marks, comments, complete=False)
    for code, wrong in marked.wrong.items():
        kind = MARK if wrong is WrongMark.OFF_SCALE else COMMENT
        name = row.name(f"{kind}{code}")
        if name not in named:
            problems.append(Problem(WRONG_MARKS[wrong], name, marks[code][:_MAX_SHOWN] if kind == MARK else ""))
    read.problems.extend(problems)
    revision = _text(row.value(REVISION))
    known = revision.isascii() and revision.isdecimal() and len(revision) <= MAX_REVISION_DIGITS
    return FilledIn(application_id, int(revision) if known else -1, marked.marks, marked.comments)


def _wrong_cells(row: _Row, criteria: tuple[Criterion, ...]) -> Iterator[Problem]:
    """Yield what is wrong with cells before any scale is asked for: formulas, days, words in the place of numbers."""
    for criterion in criteria:
        for kind in (MARK, COMMENT):
            code = f"{kind}{criterion.code}"
            value = row.value(code)
            if row.has_formula(code):
                yield Problem(Wrong.FORMULA, row.name(code))
            elif kind == MARK and isinstance(value, _DATES):
                yield Problem(Wrong.DATE, row.name(code))
            elif kind == MARK and not _is_number(value):
                yield Problem(Wrong.NOT_A_NUMBER, row.name(code), _text(value)[:_MAX_SHOWN])


def _is_number(value: object) -> bool:
    text = _text(value)
    if isinstance(value, bool):
        return False
    try:
        return not text or parse_number(text) is not None
    except Unreadable:
        return False


def _cell(grid: Grid, row: int, column: int) -> object:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def _text(value: object) -> str:
    """Return a cell as it would be typed; a number is what its program shows, not what binary fractions make of it."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float):
        return plain(Decimal(repr(value))) if abs(value) < 1e15 else repr(value)  # noqa: PLR2004  # beyond, digits are lost
    return str(value).strip()


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
