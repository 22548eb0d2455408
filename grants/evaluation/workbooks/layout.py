"""What stands where in a workbook, and how much of it there may be. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

MAX_WORKBOOK = 2 * 1024 * 1024
"""Bytes of a workbook as it is sent."""
MAX_UNPACKED = 30 * 1024 * 1024
"""Bytes of all its parts together."""
MAX_PARTS = 200
MAX_ROWS = 500
"""Applications in a workbook."""
MOST_ROWS = MAX_ROWS + 100
"""Rows that are looked at: those of applications, the heads, and some that somebody left blank."""
MAX_COLUMNS = 300
MAX_SHEETS = 20
MAX_PROBLEMS = 50
"""How many problems are named at once."""

SEAL = "marks."
"""What the first cell of the row of codes begins with; the rest says whose file it is."""
REVISION, MARK, COMMENT = "revision", "mark:", "comment:"
HEADS = "#"
"""What stands, hidden, before the row of heads for people."""
HEADS_WITHIN = 20
"""Rows in which the row of codes is looked for: somebody may have put a title above it."""


class Wrong(StrEnum):
    """Name each way in which a workbook, a row or a cell can be wrong."""

    TOO_LARGE = "too_large"
    NOT_A_WORKBOOK = "not_a_workbook"
    LOCKED = "locked"
    NOT_OURS = "not_ours"
    OTHER_MEMBER = "other_member"
    OTHER_CALL = "other_call"
    OLD_RULES = "old_rules"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    EXTRA_ROW = "extra_row"
    UNKNOWN_ROW = "unknown_row"
    ROW_TWICE = "row_twice"
    FORMULA = "formula"
    DATE = "date"
    NOT_A_NUMBER = "not_a_number"
    OFF_SCALE = "off_scale"
    COMMENT_TOO_LONG = "comment_too_long"
    COMMENT_UNREADABLE = "comment_unreadable"


class Refused(Exception):
    """Say why a workbook cannot be read at all."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True)
class Problem:
    """Say what is wrong where: a cell such as D7, a row, or the code of a column; `about` is what stands there."""

    wrong: Wrong
    place: str = ""
    about: str = ""


@dataclass(frozen=True)
class Grid:
    """Hold the values of one sheet of a workbook as its program stored them, and the places of its formulas."""

    name: str
    rows: list[list[object]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    """Pairs of row and column, from 0."""


@dataclass(frozen=True)
class FilledIn:
    """Be the marks and comments of one row, as they would be typed, with the revision they were written upon."""

    application_id: UUID
    revision: int
    marks: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)


def cell_name(row: int, column: int) -> str:
    """Return what people call a cell, such as D7; both are counted from 0."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Return the letters of a column counted from 0: A … Z, AA and so on."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
