"""Check the application form of a call."""

from collections.abc import Iterator

from grants.calls.rules.checking.conditions import condition_problems
from grants.calls.rules.checking.fields import NUMBERS, Fields
from grants.calls.rules.checking.part import Part, not_below, repeated
from grants.calls.rules.parsing import parse_bound, parse_count
from grants.calls.rules.phrases import MISSING, phrase
from grants.calls.rules.problems import Problem

CHOICES = frozenset({"choice", "multi_choice"})
NOT_IN_TABLES = frozenset({"table", "budget", "file"})


def form_problems(call: Part) -> Iterator[Problem]:
    """Report codes that occur twice, fields that cannot be answered, and references to fields that are not there."""
    yield from repeated(section["code"] for section in call["form"].each())
    form = Fields.of_form(call)
    yield from _fields(form)
    for field in form.all:
        if field["type"].word == "table":
            yield from _table(field, form)


def _table(table: Part, form: Fields) -> Iterator[Problem]:
    columns = list(table["columns"].each())
    if not columns and (table["columns"].is_list or not table["columns"]):
        yield table["columns"].problem(phrase("at least one column"), MISSING)
    for column in columns:
        if column["type"].word in NOT_IN_TABLES:
            yield column["type"].problem(phrase("a type that fits into a cell of a table"))
    yield from _fields(Fields(columns, outer=form))


def _fields(fields: Fields) -> Iterator[Problem]:
    yield from repeated(field["code"] for field in fields.all)
    yield from condition_problems(fields)
    for field in fields.all:
        yield from _field(field, fields)


def _field(field: Part, fields: Fields) -> Iterator[Problem]:
    yield from not_below(field["max"], field["min"], parse_bound)
    yield from not_below(field["max_rows"], field["min_rows"], parse_count)
    for name in ("min_field", "max_field"):
        yield from _bound_by(field[name], field, fields)
    if field["type"].word in CHOICES and not any(field["options"].each()):
        yield field["options"].problem(phrase("at least one option to choose"), MISSING)
    for name in ("options", "categories"):
        yield from repeated(option["code"] for option in field[name].each())


def _bound_by(reference: Part, field: Part, fields: Fields) -> Iterator[Problem]:
    types = ["date"] if field["type"].word == "date" else sorted(NUMBERS)
    code = reference.word
    if code is not None and (code == field["code"].word or not fields.is_of_type(code, *types)):
        yield reference.problem(phrase("the code of another field of type %(types)s", types=", ".join(types)))
