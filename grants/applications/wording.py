"""What is wrong with an answer, in words: one sentence for each code, its values written as the reader writes them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.applications.form.columns import columns_of
from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.totals import Total, totals_of
from grants.applications.labels import BUDGET_COLUMNS, FIRST_PAGE, TOTAL_LABELS
from grants.calls.labels import FILE_KINDS
from grants.calls.rules.document import FormField, Rules
from grants.web.filters import day, money, number, text

WORDS: dict[Wrong, str] = {
    Wrong.MISSING: _l("An answer is needed."),
    Wrong.NOT_DECLARED: _l("This has to be confirmed before the application can be submitted."),
    Wrong.TOO_LONG: _l("This is too long: %(length)s characters, at most %(most)s are possible."),
    Wrong.NO_INTEGER: _l("Write a whole number, such as 24."),
    Wrong.NO_NUMBER: _l("Write a number, such as 24 or 2,5."),
    Wrong.NO_MONEY: _l("Write a sum in euros with at most two decimals and no dot between thousands, such as 1200,50."),
    Wrong.NO_DATE: _l("Write a date as day, month, year, such as 25.10.2025."),
    Wrong.NO_EMAIL: _l("Write an e-mail address, such as name@example.org."),
    Wrong.NO_URL: _l("Write the address of a page, such as www.example.org."),
    Wrong.NO_PHONE: _l("Write a phone number, such as +371 20000000."),
    Wrong.NO_IBAN: _l("This is no account number (IBAN): a letter or digit may be mistyped."),
    Wrong.NO_REGISTRATION_NUMBER: _l("This is no registration number: it has eleven digits, one of them mistyped?"),
    Wrong.UNSTORABLE: _l("It holds a character that cannot be stored, shown as �. Type it instead of pasting it."),
    Wrong.NO_OPTION: _l("Choose one of the answers offered."),
    Wrong.TOO_SMALL: _l("At least %(least)s is needed."),
    Wrong.TOO_LARGE: _l("At most %(most)s is possible."),
    Wrong.ABOVE_FIELD: _l("This is more than the answer to “%(other)s”: %(most)s."),
    Wrong.BELOW_FIELD: _l("This is less than the answer to “%(other)s”: %(least)s."),
    Wrong.RANGE_REVERSED: _l("The end comes before the beginning."),
    Wrong.TOO_FEW_ROWS: _l("Rows needed: at least %(least)s."),
    Wrong.TOO_MANY_ROWS: _l("Rows possible: at most %(most)s."),
    Wrong.COST_TOO_LARGE: _l("The cost of one row can be at most %(most)s."),
    Wrong.OWN_ABOVE_COST: _l("The own money is more than the row costs: %(cost)s."),
    Wrong.TOTAL_NOT_FIXED: _l("The budget asks for %(total)s; it has to be exactly %(fixed)s."),
    Wrong.TOTAL_TOO_SMALL: _l("The budget asks for %(total)s; at least %(least)s is needed."),
    Wrong.TOTAL_TOO_LARGE: _l("The budget asks for %(total)s; at most %(most)s is possible."),
    Wrong.OWN_SHARE_TOO_SMALL: _l("The own money is %(own)s; at least %(percent)s %% of the whole cost is needed."),
    Wrong.CATEGORY_ABOVE_CAP: _l("“%(category)s” is more than %(percent)s %% of the sum requested."),
    Wrong.KIND_NOT_ADMITTED: _l("Applicants of this kind cannot apply in this call."),
    Wrong.FILE_EMPTY: _l("“%(name)s” is empty."),
    Wrong.FILE_TOO_LARGE: _l("“%(name)s” is too large: at most %(most)s MB are possible."),
    Wrong.FILE_TYPE: _l("“%(name)s” is of a kind that is not taken here: %(kinds)s."),
    Wrong.FILE_NOT_STORED: _l("“%(name)s” could not be stored, through no fault of yours. Try again in a minute."),
    Wrong.TOO_MANY_FILES: _l("Files taken at once: at most %(most)s. Send the others with the next save."),
}
TENTH = Decimal("0.1")
SUMS = frozenset({"total", "fixed", "own", "cost"})
TOTALS = frozenset({Wrong.COST_TOO_LARGE, Wrong.TOTAL_TOO_SMALL, Wrong.TOTAL_TOO_LARGE})


def words_for(problem: Problem, rules: Rules) -> str:
    """Say in the reader's language what is wrong."""
    field = _field(problem, rules)
    is_money = problem.wrong in TOTALS or problem.field == "_requested" or (field is not None and field.type == "money")
    values = {name: _written(name, value, rules, is_money) for name, value in problem.values.items()}
    return str(WORDS[problem.wrong]) % values


def label_for(problem: Problem, rules: Rules) -> str:
    """Name the question a problem is about, in a table with its row and column."""
    label = question_label(problem.field, rules)
    if problem.row is None:
        return label
    column = _field(problem, rules)
    return f"{label}, {problem.row + 1}., {column_label(column)}" if column else label


def question_label(code: str, rules: Rules) -> str:
    """Return the words of a question by the code of its field."""
    if code in FIRST_PAGE:
        return str(FIRST_PAGE[code])
    return next((text(field.label) or code for field in _with_columns(rules.fields) if field.code == code), code)


def column_label(column: FormField) -> str:
    """Return the words above a column of a table or budget."""
    return text(column.label) or str(BUDGET_COLUMNS.get(column.code, column.code))


def totals_in_words(field: FormField, rows: Iterable[Mapping[str, Any]], rules: Rules) -> list[tuple[str, str]]:
    """Return the sums below a table or budget as labels and figures."""
    return [(_total_label(total, field), _total_figure(total)) for total in totals_of(field, rows, rules)]


def _total_label(total: Total, field: FormField) -> str:
    if total.what == "category":
        return next((text(option.label) for option in field.categories if option.code == total.of), total.of)
    if total.what == "column":
        column = next(each for each in field.columns if each.code == total.of)
        return _("%(column)s, in total", column=column_label(column))
    return str(TOTAL_LABELS[total.what])


def _total_figure(total: Total) -> str:
    figure = money(total.value) if total.is_money else number(total.value)
    if total.percent is None:
        return figure
    share = number(total.percent.quantize(TENTH))
    if total.most is None:
        return _("%(sum)s (%(percent)s %% of the whole cost)", sum=figure, percent=share)
    return _("%(sum)s (%(percent)s %%, at most %(most)s %%)", sum=figure, percent=share, most=number(total.most))


def _field(problem: Problem, rules: Rules) -> FormField | None:
    field = next((field for field in rules.fields if field.code == problem.field), None)
    if field is None or problem.row is None:
        return field
    return next((column for column in columns_of(field) if column.code == problem.column), None)


def _with_columns(fields: Iterable[FormField]) -> Iterable[FormField]:
    for field in fields:
        yield field
        yield from field.columns


def _written(name: str, value: Any, rules: Rules, is_money: bool) -> str:
    if name == "other":
        return question_label(value, rules)
    if name == "category":
        options = (option for field in rules.fields for option in field.categories)
        return next((text(option.label) for option in options if option.code == value), value)
    if name == "kinds":
        return ", ".join(str(FILE_KINDS[kind]) for kind in value)
    if isinstance(value, date | datetime):
        return day(value)
    if isinstance(value, Decimal) and (name in SUMS or (is_money and name != "percent")):
        return money(value)
    return number(value) if isinstance(value, int | Decimal) else str(value)
