"""One page of the form, ready to be drawn: each question with what was typed, what is wrong and what it allows."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from grants.applications.files import accepted_kinds, most_megabytes
from grants.applications.form.columns import columns_of
from grants.applications.form.conditions import asked
from grants.applications.form.problems import Problem
from grants.applications.form.tags import tag_of
from grants.applications.form.typed import NO_ANSWER, RANGE, as_text, is_empty, row_limit, shaped
from grants.applications.form.values import MAX_CHARS
from grants.applications.hints import limits_of
from grants.applications.models import Attachment
from grants.applications.reading import words_of
from grants.applications.wording import column_label, totals_in_words, words_for
from grants.calls.rules.document import FormField, Rules, Section
from grants.web.filters import text

CONTROLS = {
    "long_text": "text",
    "integer": "number",
    "number": "number",
    "money": "money",
    "date": "day",
    "email": "email",
    "phone": "phone",
    "url": "url",
    "choice": "choice",
    "multi_choice": "choices",
    "yes_no": "yes_no",
    "declaration": "declaration",
}
"""The controls of `web/macros/fields.html` by the type of a field; a line where none is named."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Draw one question. `control` names a control of the macros, or range, rows, file or words."""

    name: str
    label: str
    control: str
    value: Any = ""
    help: str = ""
    """What the rules say of it, or the service where it asks by itself."""
    limits: str = ""
    """What an answer may be."""
    error: str = ""
    required: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    max_chars: int = 0
    is_asked: bool = True
    shown_when: tuple[str, str] | None = None
    """The input, and the values divided by `|`, under which a conditional question is asked."""
    rows: list[list["Question"]] = field(default_factory=list)
    row_limit: int = 0
    files: list[Attachment] = field(default_factory=list)
    accept: str = ""
    max_bytes: int = 0
    tag: str = ""
    """Says which stored answer is shown here; empty where nothing is typed."""
    totals: list[tuple[str, str]] = field(default_factory=list)
    """The sums below a table or budget, as labels and figures."""
    stored: str = ""
    """What somebody else stored meanwhile, in words, where the reader changed it too."""

    @property
    def id(self) -> str:
        """Return the id of the control, for links from the summary of problems."""
        return control_id(self.name)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Hold everything one page of the form is drawn from."""

    rules: Rules
    answers: Mapping[str, Any]
    """All answers of the form, as typed."""
    stored: Mapping[str, Any] = field(default_factory=dict)
    """All answers of the form as they are stored: the same, unless what was typed could not be."""
    conflicts: Collection[str] = ()
    """The codes of fields that are shown with what is stored beside what was typed."""
    problems: Iterable[Problem] = ()
    attachments: Iterable[Attachment] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many rows of a table to show at least."""


def control_id(name: str) -> str:
    """Return the id of the control of an input."""
    return f"field-{name}"


def questions_of(section: Section, filled: Filled) -> list[Question]:
    """Return the questions of a section, those that are not asked now too: with JavaScript they appear at once."""
    visible = asked(filled.rules.fields, filled.answers)
    errors = errors_of(filled.problems, filled.rules)
    return [_question(each, f"a-{each.code}", filled, errors, visible) for each in section.fields]


def errors_of(problems: Iterable[Problem], rules: Rules) -> dict[str, str]:
    """Return what is wrong in words, by the name of the input."""
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem.input_name, []).append(words_for(problem, rules))
    return {name: " ".join(words) for name, words in errors.items()}


def _question(field: FormField, name: str, filled: Filled, errors: Mapping[str, str], visible: set[str]) -> Question:
    value = shaped(field, filled.answers.get(field.code))
    more = _MORE[field.type](field, name, value, filled, errors) if field.type in _MORE else {}
    return Question(
        **{**_drawn(field, name, value, errors), **more},
        is_asked=field.code in visible,
        shown_when=_condition(field),
        tag="" if field.type in NO_ANSWER else tag_of(shaped(field, filled.stored.get(field.code))),
        stored=_stored(field, filled),
    )


def _drawn(field: FormField, name: str, value: Any, errors: Mapping[str, str]) -> dict[str, Any]:
    """Return what questions and cells have in common."""
    return {
        "name": name,
        "label": column_label(field),
        "control": CONTROLS.get(field.type, "line"),
        "value": value,
        "help": text(field.help),
        "limits": limits_of(field),
        "error": errors.get(name, ""),
        "required": field.required or bool(field.min_rows) or field.type == "static_text",
        "options": [(option.code, text(option.label)) for option in field.options],
        "max_chars": min(field.max_chars or MAX_CHARS["long_text"], 20_000) if field.type == "long_text" else 0,
    }


def _range(_field: FormField, *_of: object) -> dict[str, Any]:
    return {"control": "range", "options": list(zip(RANGE, (_("From"), _("Until")), strict=True))}


def _words(*_of: object) -> dict[str, Any]:
    return {"control": "words"}


def _file(field: FormField, _name: str, _value: Any, filled: Filled, _errors: object) -> dict[str, Any]:
    return {
        "control": "file",
        "files": [file for file in filled.attachments if file.field == field.code],
        "accept": ",".join(f".{kind}" for kind in accepted_kinds(field)),
        "max_bytes": most_megabytes(field) * 1024 * 1024,
    }


def _rows(
    field: FormField, name: str, value: list[Mapping[str, Any]], filled: Filled, errors: Mapping[str, str]
) -> dict[str, Any]:
    most = row_limit(field)
    count = min(max(filled.rows.get(field.code, 0), field.min_rows or 0, len(value), 1), max(most, len(value)))
    blank: Mapping[str, Any] = {column.code: shaped(column, None) for column in columns_of(field)}
    rows = [
        [_cell(column, f"{name}:{place}:{column.code}", row[column.code], errors) for column in columns_of(field)]
        for place, row in enumerate([*value, *[blank] * (count - len(value))])
    ]
    totals = totals_in_words(field, value, filled.rules)
    return {"control": "rows", "rows": rows, "row_limit": most, "totals": totals}


def _cell(column: FormField, name: str, value: Any, errors: Mapping[str, str]) -> Question:
    more = _range(column) if column.type == "date_range" else {}
    return Question(**{**_drawn(column, name, value, errors), **more})


_MORE: dict[str, Callable[..., dict[str, Any]]] = {
    "date_range": _range,
    "file": _file,
    "table": _rows,
    "budget": _rows,
    "static_text": _words,
}


def _condition(field: FormField) -> tuple[str, str] | None:
    if field.show_if is None or isinstance(field.show_if.equals, list | dict):
        return None
    return f"a-{field.show_if.field}", as_text(field.show_if.equals)


def _stored(field: FormField, filled: Filled) -> str:
    return stored_words(field, filled.stored.get(field.code)) if field.code in filled.conflicts else ""


def stored_words(field: FormField, answer: Any) -> str:
    """Return what is stored in a field, in words."""
    stored = shaped(field, answer)
    return _("(nothing)") if is_empty(stored) else words_of(field, stored)
