"""Understanding a whole form: what was typed in, answers of the bundle and everything that is wrong out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from grants.applications.form.budget import budget_problems, with_sums
from grants.applications.form.columns import columns_of
from grants.applications.form.comparing import compared
from grants.applications.form.conditions import asked
from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.typed import Answers, is_empty, row_limit, shaped
from grants.applications.form.values import read_day, read_value
from grants.calls.rules.document import FormField, Rules


@dataclass(frozen=True)
class Understood:
    """Hold the answers as the bundle has them and everything that is wrong, in the order of the form."""

    answers: Answers
    problems: tuple[Problem, ...]


def understand(rules: Rules, typed: Mapping[str, Any], files: Collection[str]) -> Understood:
    """Understand what was typed; `files` are the codes of file fields that hold one. Nothing raises."""
    fields = rules.fields
    visible = asked(fields, typed)
    answers: Answers = {}
    problems: list[Problem] = []
    for field in fields:
        if field.code not in visible:
            continue
        value, wrong = _field(field, typed, rules, files)
        problems += wrong
        if value is not None:
            answers[field.code] = value
    problems += compared(fields, answers)
    order = {field.code: place for place, field in enumerate(fields)}
    return Understood(answers, tuple(sorted(problems, key=lambda problem: order[problem.field])))


def problems_in(field: FormField, typed: Mapping[str, Any], rules: Rules) -> list[Problem]:
    """Return what is wrong in one field, whatever the others hold."""
    return _field(field, typed, rules, ())[1]


def _field(
    field: FormField, typed: Mapping[str, Any], rules: Rules, files: Collection[str]
) -> tuple[Any, list[Problem]]:
    if field.type == "static_text":
        return None, []
    if field.type == "file":
        return None, [Problem(field.code, Wrong.MISSING)] if field.required and field.code not in files else []
    answer = shaped(field, typed.get(field.code))
    if field.type not in ("table", "budget"):
        value, refused = _value(field, answer)
        return value, [Problem(field.code, refused.wrong, values=refused.values)] if refused else []
    rows, problems = _rows(field, answer, typed, rules)
    if field.type == "budget" and rows and not problems:
        rows = with_sums(rows)
        problems = budget_problems(field, rows, rules)
    return rows or None, problems


def _value(field: FormField, answer: Any) -> tuple[Any, Refused | None]:
    """Understand what is in one field or cell; return its value, if there is any, or why there is none."""
    if is_empty(answer):
        missing = Wrong.NOT_DECLARED if field.type == "declaration" else Wrong.MISSING
        return None, Refused(missing) if field.required else None
    try:
        if field.type == "date_range":
            return _date_range(answer), None
        return _multi_choice(answer, field) if field.type == "multi_choice" else read_value(answer, field), None
    except Refused as refused:
        return None, refused


def _date_range(typed: Mapping[str, str]) -> dict[str, str]:
    first, last = read_day(typed["from"]), read_day(typed["until"])
    if last < first:
        raise Refused(Wrong.RANGE_REVERSED)
    return {"from": first.isoformat(), "until": last.isoformat()}


def _multi_choice(typed: list[str], field: FormField) -> list[str]:
    known = [option.code for option in field.options]
    if not set(typed) <= set(known):
        raise Refused(Wrong.NO_OPTION)
    return [code for code in known if code in typed]


def _rows(
    field: FormField, typed_rows: list[Answers], form: Mapping[str, Any], rules: Rules
) -> tuple[list[Answers], list[Problem]]:
    rows: list[Answers] = []
    problems: list[Problem] = []
    for place, typed_row in enumerate(typed_rows):
        row, wrong = _row(field, typed_row, form, rules)
        rows.append(row)
        problems += [Problem(field.code, why.wrong, place, column, why.values) for column, why in wrong.items()]
    least = max(field.min_rows or 0, 1 if field.required else 0)
    if len(rows) < least:
        problems.append(Problem(field.code, Wrong.TOO_FEW_ROWS, values={"least": least}))
    if len(rows) > row_limit(field):
        problems.append(Problem(field.code, Wrong.TOO_MANY_ROWS, values={"most": row_limit(field)}))
    return rows, problems


def _row(field: FormField, typed: Answers, form: Mapping[str, Any], rules: Rules) -> tuple[Answers, dict[str, Refused]]:
    """Understand one row; its columns may depend on each other and on the form around the table."""
    columns = columns_of(field)
    visible = {column.code for column in columns}
    if any(column.show_if for column in columns):
        visible &= asked((*rules.fields, *columns), {**form, **typed})
    row: Answers = {}
    wrong: dict[str, Refused] = {}
    for column in columns:
        if column.code not in visible:
            continue
        value, refused = _value(column, typed[column.code])
        if value is not None:
            row[column.code] = value
        if refused is not None:
            wrong[column.code] = refused
    return row, wrong
