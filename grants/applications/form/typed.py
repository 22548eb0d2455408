"""What a person typed, taken from a sent form as it stands: nothing is understood yet, so nothing typed is lost.

Inputs are named `a-CODE`; the parts of a range `a-CODE-from` and `a-CODE-until`; the cells of a table
`a-CODE-ROW-COLUMN` with `a-CODE-rows` telling how many rows the page showed.
"""

import unicodedata
from typing import Any, Protocol

from grants.calls.rules.document import FormField, Section

MAX_TYPED = 50_000
"""Characters kept of one answer; twice what any rule admits, so that too long an answer comes back whole."""
MAX_ROWS = 100
BUDGET_COLUMNS = ("category", "item", "quantity", "unit_price", "own")

Answers = dict[str, Any]


class SentForm(Protocol):
    """Be a sent form: the first value of a name, or all of them."""

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a name."""

    def getlist(self, name: str) -> list[str]:
        """Return all values of a name."""


def clean(text: str) -> str:
    """Return a text without NUL and with one kind of line end, its characters composed, and no space around it."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip()[:MAX_TYPED]


def typed_answers(section: Section, form: SentForm) -> Answers:
    """Return what was typed into a section by the codes of its fields; files are kept elsewhere."""
    return {
        field.code: _typed(field, f"a-{field.code}", form)
        for field in section.fields
        if field.type not in ("file", "static_text")
    }


def columns_of(field: FormField) -> tuple[str, ...]:
    """Return the codes of the columns of a table or budget."""
    return BUDGET_COLUMNS if field.type == "budget" else tuple(column.code for column in field.columns)


def row_limit(field: FormField) -> int:
    """Return how many rows a table or budget may have."""
    return min(field.max_rows or MAX_ROWS, MAX_ROWS)


def _typed(field: FormField, name: str, form: SentForm) -> Any:
    if field.type == "date_range":
        return {part: clean(form.get(f"{name}-{part}", "")) for part in ("from", "until")}
    if field.type == "multi_choice":
        return [clean(value) for value in form.getlist(name)[:200]]
    if field.type in ("table", "budget"):
        return _typed_rows(field, name, form)
    return clean(form.get(name, ""))


def _typed_rows(field: FormField, name: str, form: SentForm) -> list[dict[str, str]]:
    shown = clean(form.get(f"{name}-rows", "0"))[:4]
    count = min(int(shown), MAX_ROWS) if shown.isdecimal() else 0
    rows = [
        {column: clean(form.get(f"{name}-{row}-{column}", "")) for column in columns_of(field)} for row in range(count)
    ]
    return [row for row in rows if any(row.values())]
