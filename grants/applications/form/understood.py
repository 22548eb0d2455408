"""Understanding a whole form: what was typed in, answers of the bundle and everything that is wrong out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grants.applications.form.budget import read_budget
from grants.applications.form.conditions import asked
from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.typed import Answers, row_limit
from grants.applications.form.values import parse_day, read_value
from grants.calls.rules.document import FormField, Rules


@dataclass(frozen=True)
class Understood:
    """Hold the answers as the bundle has them and everything that is wrong, in the order of the form."""

    answers: Answers
    problems: tuple[Problem, ...]


def understand(rules: Rules, typed: Mapping[str, Any], files: Collection[str]) -> Understood:
    """Understand what was typed; `files` are the codes of file fields that hold one. Nothing raises."""
    visible = asked(rules.fields, typed)
    answers: Answers = {}
    problems: list[Problem] = []
    for field in rules.fields:
        if field.code not in visible or field.type == "static_text":
            continue
        if field.type == "file":
            if field.required and field.code not in files:
                problems.append(Problem(field.code, Wrong.MISSING))
            continue
        value, wrong = _understand_field(field, typed.get(field.code), rules)
        problems += wrong
        if value is not None:
            answers[field.code] = value
    problems += _compare_fields(rules.fields, answers)
    order = {field.code: place for place, field in enumerate(rules.fields)}
    return Understood(answers, tuple(sorted(problems, key=lambda problem: order[problem.field])))


def _understand_field(field: FormField, typed: Any, rules: Rules) -> tuple[Any, list[Problem]]:
    if _is_empty(typed):
        missing = Wrong.NOT_DECLARED if field.type == "declaration" else Wrong.MISSING
        required = field.required or (field.min_rows or 0) > 0
        return None, [Problem(field.code, missing)] if required else []
    if field.type == "table":
        return _table(field, typed)
    if field.type == "budget":
        return read_budget(field, typed, rules)
    try:
        return _single(field, typed), []
    except Refused as refused:
        return None, [Problem(field.code, refused.wrong, values=refused.values)]


def _single(field: FormField, typed: Any) -> Any:
    if field.type == "date_range":
        return _date_range(typed)
    return _multi_choice(typed, field) if field.type == "multi_choice" else read_value(typed, field)


def _is_empty(typed: Any) -> bool:
    return not any(typed.values()) if isinstance(typed, dict) else typed in (None, "", [])


def _date_range(typed: Mapping[str, str]) -> dict[str, str]:
    first, last = parse_day(typed.get("from", "")), parse_day(typed.get("until", ""))
    if last < first:
        raise Refused(Wrong.RANGE_REVERSED)
    return {"from": first.isoformat(), "until": last.isoformat()}


def _multi_choice(typed: list[str], field: FormField) -> list[str]:
    known = [option.code for option in field.options]
    if not set(typed) <= set(known):
        raise Refused(Wrong.NO_OPTION)
    return [code for code in known if code in typed]


def _table(field: FormField, rows: list[Mapping[str, str]]) -> tuple[list[Answers], list[Problem]]:
    understood: list[Answers] = []
    problems: list[Problem] = []
    for place, row in enumerate(rows):
        answers: Answers = {}
        for column in field.columns:
            value, wrong = _cell(column, row.get(column.code, ""))
            if value is not None:
                answers[column.code] = value
            if wrong is not None:
                problems.append(Problem(field.code, wrong.wrong, place, column.code, wrong.values))
        understood.append(answers)
    if len(rows) < (field.min_rows or 0):
        problems.append(Problem(field.code, Wrong.TOO_FEW_ROWS, values={"least": field.min_rows}))
    if len(rows) > row_limit(field):
        problems.append(Problem(field.code, Wrong.TOO_MANY_ROWS, values={"most": row_limit(field)}))
    return understood, problems


def _cell(column: FormField, typed: str) -> tuple[Any, Refused | None]:
    if not typed:
        return None, Refused(Wrong.MISSING) if column.required else None
    try:
        return read_value(typed, column), None
    except Refused as refused:
        return None, refused


def _compare_fields(fields: tuple[FormField, ...], answers: Answers) -> list[Problem]:
    problems = []
    for field in fields:
        value = _as_number(answers.get(field.code))
        most, least = _as_number(answers.get(field.max_field or "")), _as_number(answers.get(field.min_field or ""))
        if value is not None and most is not None and value > most:
            problems.append(Problem(field.code, Wrong.ABOVE_FIELD, values={"other": field.max_field, "most": most}))
        if value is not None and least is not None and value < least:
            problems.append(Problem(field.code, Wrong.BELOW_FIELD, values={"other": field.min_field, "least": least}))
    return problems


def _as_number(answer: Any) -> Decimal | None:
    return Decimal(answer) if isinstance(answer, int | str) and not isinstance(answer, bool) and answer != "" else None
