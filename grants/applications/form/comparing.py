"""Answers that other answers bound: `min_field` and `max_field` between numbers, or between dates."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from grants.applications.form.columns import columns_of
from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.typed import Answers
from grants.calls.rules.document import FormField


def compared(fields: tuple[FormField, ...], answers: Answers) -> Iterator[Problem]:
    """Report understood answers beyond the answer that bounds them; cells are bound within their row or by the form."""
    for field in fields:
        yield from (Problem(field.code, wrong, values=values) for wrong, values in _beyond(field, answers, answers))
        bounded = [column for column in columns_of(field) if column.min_field or column.max_field]
        for place, row in enumerate(answers.get(field.code, ()) if bounded else ()):
            for column in bounded:
                for wrong, values in _beyond(column, row, {**answers, **row}):
                    yield Problem(field.code, wrong, place, column.code, values)


def _beyond(field: FormField, own: Answers, all_: Mapping[str, Any]) -> Iterator[tuple[Wrong, dict[str, Any]]]:
    if not (field.max_field or field.min_field) or field.code not in own:
        return
    value = _comparable(field, own[field.code])
    if field.max_field and field.max_field in all_ and value > (most := _comparable(field, all_[field.max_field])):
        yield Wrong.ABOVE_FIELD, {"other": field.max_field, "most": most}
    if field.min_field and field.min_field in all_ and value < (least := _comparable(field, all_[field.min_field])):
        yield Wrong.BELOW_FIELD, {"other": field.min_field, "least": least}


def _comparable(field: FormField, answer: Any) -> Any:
    return date.fromisoformat(answer) if field.type == "date" else Decimal(answer)
