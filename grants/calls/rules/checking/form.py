"""Check the application form of a call."""

from collections.abc import Iterator

from grants.calls.rules.checking.conditions import condition_problems
from grants.calls.rules.checking.part import Part, not_below, repeated
from grants.calls.rules.parsing import parse_bound, parse_count
from grants.calls.rules.problems import Problem

NUMBERS = frozenset({"integer", "number", "money"})
CHOICES = frozenset({"choice", "multi_choice"})
NOT_IN_TABLES = frozenset({"table", "budget", "file"})


def form_fields(call: Part) -> list[Part]:
    """Return every field of the form that can be found, in order."""
    return [field for section in call["form"].each() for field in section["fields"].each()]


def form_problems(call: Part) -> Iterator[Problem]:
    """Report codes that occur twice, fields that cannot be answered, and references to fields that are not there."""
    fields = form_fields(call)
    yield from repeated((section["code"] for section in call["form"].each()), "a code")
    yield from repeated((field["code"] for field in fields), "a code")
    yield from condition_problems(fields, {})
    outer = by_code(fields)
    for field in fields:
        yield from _field(field, outer)
        if field["type"].value == "table":
            yield from _table(field, outer)


def by_code(fields: list[Part]) -> dict[str, Part]:
    """Return the fields by code, the first of each."""
    return {field["code"].word: field for field in reversed(fields) if field["code"].word is not None}


def _table(table: Part, outer: dict[str, Part]) -> Iterator[Problem]:
    columns = list(table["columns"].each())
    if not columns and (not table["columns"] or table["columns"].value == []):
        yield table["columns"].problem("at least one column", "is missing")
    yield from repeated((column["code"] for column in columns), "a code")
    yield from condition_problems(columns, outer)
    for column in columns:
        if column["type"].word in NOT_IN_TABLES:
            yield column["type"].problem("a type that fits into a cell of a table")
        yield from _field(column, outer | by_code(columns))


def _field(field: Part, known: dict[str, Part]) -> Iterator[Problem]:
    yield from not_below(field["max"], field["min"], parse_bound)
    yield from not_below(field["max_rows"], field["min_rows"], parse_count)
    for name in ("min_field", "max_field"):
        yield from _bound_by(field[name], field, known)
    if field["type"].word in CHOICES and not any(field["options"].each()):
        yield field["options"].problem("at least one option to choose", "is missing")
    for name in ("options", "categories"):
        yield from repeated((option["code"] for option in field[name].each()), "a code")


def _bound_by(reference: Part, field: Part, known: dict[str, Part]) -> Iterator[Problem]:
    if reference.word is None:
        return
    other = known.get(reference.word)
    kinds = frozenset({"date"}) if field["type"].word == "date" else NUMBERS
    if other is None or other.value is field.value or other["type"].word not in kinds:
        yield reference.problem(f"the code of another field of type {' or '.join(sorted(kinds))}")
