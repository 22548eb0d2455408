"""What a person typed, taken from a sent form as it stands: nothing is understood yet, so nothing typed is lost.

Inputs are named `a-CODE`; the parts of a range `a-CODE:from` and `a-CODE:until`; the cells of a table
`a-CODE:ROW:COLUMN` with `a-CODE:rows` telling how many rows the page showed. No code of a rules document holds a colon.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any, Protocol

from grants.applications.form.columns import columns_of
from grants.calls.rules.document import FormField, Section

MAX_ROWS = 100
MAX_CHOICES = 200
RANGE = ("from", "until")
NO_ANSWER = frozenset({"file", "static_text"})
"""Types of fields that hold no typed answer."""

UNSTORABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands where something was typed that no database or document holds; what it stands in is refused."""

Answers = dict[str, Any]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class SentForm(Protocol):
    """Be a sent form: the first value of a name, or all of them."""

    def get(self, name: str, default: str, /) -> str:
        """Return the first value of a name."""

    def getlist(self, name: str, /) -> list[str]:
        """Return all values of a name."""


def clean(text: str) -> str:
    """Return a text with one kind of line end, composed letters and no space around it; NUL and its kin are marked."""
    text = _UNPRINTABLE.sub(UNSTORABLE, text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()


def typed_answers(section: Section, form: SentForm, without: str = "") -> Answers:
    """Return what was typed into a section by the codes of its fields; files are kept elsewhere.

    `without` names a row to leave out, as `a-CODE:ROW`.
    """
    return {
        field.code: _typed(field, f"a-{field.code}", form, without)
        for field in section.fields
        if field.type not in NO_ANSWER
    }


def typed_answer(field: FormField, form: SentForm) -> Any:
    """Return what was typed into one field, in its shape."""
    return _typed(field, f"a-{field.code}", form)


def shaped(field: FormField, answer: Any) -> Any:
    """Return an answer as its field is typed (text, range, list or rows), whether it was typed, understood or neither.

    What does not fit the field, because the rules or a program changed it, becomes empty.
    """
    if field.type == "date_range":
        parts = answer if isinstance(answer, dict) else {}
        return {part: as_text(parts.get(part)) for part in RANGE}
    if field.type == "multi_choice":
        return [as_text(value) for value in answer] if isinstance(answer, list) else []
    columns = columns_of(field)
    if columns:
        rows = answer if isinstance(answer, list) else []
        return [{each.code: shaped(each, row.get(each.code)) for each in columns} for row in rows if _is_row(row)]
    return as_text(answer)


def as_text(answer: Any) -> str:
    """Return a single answer as it would be typed; nothing for what nobody types."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return str(answer) if isinstance(answer, str | int | float | Decimal) else ""


def is_empty(shaped_answer: Any) -> bool:
    """Tell whether an answer in the shape of its field holds nothing."""
    if isinstance(shaped_answer, dict):
        return all(is_empty(part) for part in shaped_answer.values())
    return not shaped_answer


def row_limit(field: FormField) -> int:
    """Return how many rows a table or budget may have."""
    return min(field.max_rows or MAX_ROWS, MAX_ROWS)


def rows_shown(field: FormField, form: SentForm) -> int:
    """Return how many rows of a table or budget the sent page showed."""
    shown = form.get(f"a-{field.code}:rows", "0")[:4]
    return min(int(shown), MAX_ROWS) if shown.isascii() and shown.isdecimal() else 0


def _typed(field: FormField, name: str, form: SentForm, without: str = "") -> Any:
    if field.type == "date_range":
        return {part: clean(form.get(f"{name}:{part}", "")) for part in RANGE}
    if field.type == "multi_choice":
        return [clean(value) for value in form.getlist(name)[:MAX_CHOICES]]
    columns = columns_of(field)
    if columns:
        names = [f"{name}:{row}" for row in range(rows_shown(field, form))]
        rows = [
            {each.code: _typed(each, f"{row}:{each.code}", form) for each in columns} for row in names if row != without
        ]
        return [row for row in rows if not is_empty(row)]
    return clean(form.get(name, ""))


def _is_row(row: Any) -> bool:
    return isinstance(row, dict)
