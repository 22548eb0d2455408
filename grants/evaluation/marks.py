"""Marks as evaluators type them, held to the scale of each criterion. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import StrEnum

from grants.calls.rules.document import Criterion
from grants.calls.rules.limits import MAX_DIGITS
from grants.parsing import Reason, Unreadable, clean_text, parse_number

MAX_COMMENT = 4000
"""Characters of one comment; a line end is one."""
MAX_FOR_APPLICANT = 4000
"""Characters of what a member writes for the applicant on one sheet."""
FOR_APPLICANT = ""
"""Stands in the place of a criterion for what is written for the applicant."""
MAX_OFFERED = 11
"""How many marks are offered one by one; a longer scale is typed."""

_APART = re.compile(r"[\s']")
_EXACT = Context(prec=4 * MAX_DIGITS)
"""No product of a mark and a weight of a rules document has more digits, so no total is rounded."""


class WrongMark(StrEnum):
    """Name each way in which a line of a sheet can be wrong."""

    OFF_SCALE = "off_scale"
    MISSING = "missing"
    COMMENT_TOO_LONG = "comment_too_long"
    COMMENT_UNREADABLE = "comment_unreadable"
    COMMENT_MISSING = "comment_missing"
    COMMENT_TOO_SHORT = "comment_too_short"


@dataclass(frozen=True)
class Marked:
    """Hold what was understood of a sheet and, by criterion, what is wrong with it; what is wrong is not understood."""

    for_applicant: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, WrongMark] = field(default_factory=dict)


def read_marks(
    criteria: tuple[Criterion, ...],
    typed: Mapping[str, str],
    comments: Mapping[str, str],
    for_applicant: str = "",
    *,
    complete: bool,
) -> Marked:
    """Understand a sheet; `complete` also asks for every mark, and for the words that a mark or the rules ask for."""
    words, unfit = _words(for_applicant, MAX_FOR_APPLICANT)
    read = Marked(words, wrong={FOR_APPLICANT: unfit} if unfit else {})
    for criterion in criteria:
        code = criterion.code
        text = typed.get(code, "").strip()
        mark = _mark(criterion, text)
        comment, unreadable = _words(comments.get(code, ""), MAX_COMMENT)
        if comment:
            read.comments[code] = comment
        if mark is not None:
            read.marks[code] = plain(mark)
        wrong = WrongMark.OFF_SCALE if text and mark is None else unreadable
        if wrong is None and complete:
            wrong = _lacking(criterion, mark, comment)
        if wrong is not None:
            read.wrong[code] = wrong
    return read


def offered(criterion: Criterion) -> tuple[str, ...]:
    """Return every mark of a short scale, from the lowest on; nothing for one of more than MAX_OFFERED marks."""
    length = _EXACT.subtract(criterion.max, criterion.min)
    steps = _EXACT.divide(length, criterion.step)
    if steps >= MAX_OFFERED:
        return ()
    return tuple(plain(_EXACT.fma(criterion.step, Decimal(taken), criterion.min)) for taken in range(int(steps) + 1))


def weighted_total(criteria: tuple[Criterion, ...], marks: Mapping[str, str]) -> Decimal:
    """Return the sum of the marks times their weights, exact; a criterion without a mark adds nothing."""
    given = ((criterion, marks.get(criterion.code)) for criterion in criteria)
    return _sum(_EXACT.multiply(criterion.weight, Decimal(mark)) for criterion, mark in given if mark is not None)


def highest_total(criteria: tuple[Criterion, ...]) -> Decimal:
    """Return the highest total a sheet can have."""
    return weighted_total(criteria, {criterion.code: plain(criterion.max) for criterion in criteria})


def plain(number: Decimal) -> str:
    """Write a number as one string, whatever way it was written: no exponent, no zeros at its end, no minus zero."""
    text = format(number or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = _EXACT.add(total, number)
    return total


def _mark(criterion: Criterion, text: str) -> Decimal | None:
    """Return a mark read as any number, if it stands on the scale; what is typed apart may have been two marks."""
    if _APART.search(text):
        return None
    try:
        mark = parse_number(text, max_digits=MAX_DIGITS)
    except Unreadable:
        return None
    return mark if criterion.allows(mark) else None


def _words(typed: str, most: int) -> tuple[str, WrongMark | None]:
    try:
        return clean_text(typed, most), None
    except Unreadable as error:
        return "", WrongMark.COMMENT_TOO_LONG if error.reason is Reason.TOO_LONG else WrongMark.COMMENT_UNREADABLE


def _lacking(criterion: Criterion, mark: Decimal | None, comment: str) -> WrongMark | None:
    if mark is None:
        return WrongMark.MISSING
    below = criterion.threshold is not None and mark < criterion.threshold
    if below and not comment:
        return WrongMark.COMMENT_MISSING
    return WrongMark.COMMENT_TOO_SHORT if len(comment) < (criterion.comment_min or 0) else None
