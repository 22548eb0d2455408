"""Marks as evaluators type them, held to the scale of each criterion. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from grants.calls.rules.document import Criterion
from grants.calls.rules.scale import on_scale

MAX_COMMENT = 4000
MAX_MARK_CHARS = 20


class WrongMark(StrEnum):
    """Name each way in which a line of a sheet can be wrong."""

    OFF_SCALE = "off_scale"
    MISSING = "missing"
    COMMENT_TOO_LONG = "comment_too_long"
    COMMENT_MISSING = "comment_missing"


@dataclass(frozen=True)
class Marked:
    """Hold what was understood of a sheet and, by criterion, what is wrong with it."""

    marks: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, WrongMark] = field(default_factory=dict)


def read_marks(
    criteria: tuple[Criterion, ...], typed: Mapping[str, str], comments: Mapping[str, str], *, complete: bool
) -> Marked:
    """Understand a sheet; `complete` also asks for every mark, and for words where a mark is below its threshold."""
    read = Marked()
    for criterion in criteria:
        text, comment = typed.get(criterion.code, "").strip(), comments.get(criterion.code, "").strip()
        mark = _mark(criterion, text)
        if mark is not None:
            read.marks[criterion.code] = format(mark, "f")
        if comment:
            read.comments[criterion.code] = comment
        wrong = _wrong(criterion, text, mark, comment, complete=complete)
        if wrong is not None:
            read.wrong[criterion.code] = wrong
    return read


def _mark(criterion: Criterion, text: str) -> Decimal | None:
    try:
        mark = Decimal(text.replace(",", ".")) if text and len(text) <= MAX_MARK_CHARS else None
    except InvalidOperation:
        return None
    fits = mark is not None and mark.is_finite() and on_scale(mark, criterion.min, criterion.max, criterion.step)
    return mark if fits else None


def _wrong(criterion: Criterion, text: str, mark: Decimal | None, comment: str, *, complete: bool) -> WrongMark | None:
    if text and mark is None:
        return WrongMark.OFF_SCALE
    if len(comment) > MAX_COMMENT:
        return WrongMark.COMMENT_TOO_LONG
    if complete and mark is None:
        return WrongMark.MISSING
    below = mark is not None and criterion.threshold is not None and mark < criterion.threshold
    return WrongMark.COMMENT_MISSING if complete and below and not comment else None
