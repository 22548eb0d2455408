"""The content of an application, ready to be shown: questions with answers in the words of the reader's language.

Later stages show it with `{% include "applications/_content.html" %}` and `content=content_of(application)`.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from flask_babel import gettext as _

from grants.applications.form.columns import columns_of
from grants.applications.form.conditions import asked
from grants.applications.form.parties import CODES
from grants.applications.form.typed import as_text, shaped
from grants.applications.labels import BUDGET_COLUMNS, FIRST_PAGE
from grants.applications.models import SCAN, Application, Attachment
from grants.applications.policies import UNSENT
from grants.applications.queries import attachments_of
from grants.applications.wording import column_label
from grants.calls.labels import KINDS, SIGNATURES
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField, Rules
from grants.web.filters import day, money, number, text


@dataclass(frozen=True)
class Answer:
    """Show one answer: `kind` is line, text, list, table or files and says what `value` is; empty when unanswered."""

    label: str
    kind: str
    value: Any
    hidden: int = 0
    """How many files of the answer the reader does not see."""


@dataclass(frozen=True)
class Table:
    """Show the rows of a table or budget; `total` is the sum a budget asks for."""

    heads: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    total: str = ""


@dataclass(frozen=True)
class Part:
    """Show one section of the form."""

    title: str
    answers: list[Answer]


@dataclass(frozen=True)
class FilledIn:
    """Hold what is filled in and not sent in: the answers and the sum as far as understood, and the files."""

    understood: Mapping[str, Any]
    requested: Decimal
    attachments: list[Attachment]


@dataclass(frozen=True)
class Content:
    """Show a whole application; `files_at` is the address before the id of a file."""

    title: str
    applicant: list[tuple[str, str]]
    parts: list[Part]
    files_at: str
    attachments: list[Attachment] = field(default_factory=list)
    names: Mapping[uuid.UUID, str] = field(default_factory=dict)
    """What files are called for who must not learn who applies; nothing for everybody else."""

    def name_of(self, file: Attachment) -> str:
        """Return what a file is called for the reader."""
        return self.names.get(file.id, file.name)


def rules_for(application: Application) -> Rules:
    """Return the rules of what was sent in; what was not follows those in force, as every change does."""
    version = None if application.state in UNSENT else application.version
    return rules_of(application.call, version)


def content_of(
    application: Application,
    *,
    files_at: str = "",
    blind: bool = False,
    filled_in: FilledIn | None = None,
    linked: bool = True,
    files: list[Attachment] | None = None,
) -> Content:
    """Return the content of an application at the cost of one statement at most: what was sent in, if it was.

    `blind` leaves out who applies and what their files are called; `filled_in` is shown in the place of what was sent
    in; without `linked` files are only named. `files` are what was sent in, if they were read already.
    """
    rules = rules_for(application) if filled_in is None else rules_of(application.call)
    typed = application.sent if filled_in is None else application.typed
    if files is None:
        files = attachments_of(application.id) if filled_in is None else filled_in.attachments
    answers = {**typed.answers, **(filled_in.understood if filled_in else {})}
    requested = filled_in.requested if filled_in else application.requested
    visible = asked(rules.fields, answers)
    parts = [
        Part(
            text(section.title),
            [_answer(each, answers, files) for each in section.fields if _has_answer(each, visible)],
        )
        for section in rules.form
    ]
    scans = [file for file in files if file.field == SCAN]
    if scans:
        parts.insert(0, Part(_("What came on paper or by e-mail"), [Answer(_("Scan"), "files", scans)]))
    return Content(
        title=typed.title,
        applicant=[] if blind else list(_applicant(typed.applicant, requested)),
        parts=[part for part in parts if part.answers],
        files_at=(files_at or f"/applications/{application.id}/files/") if linked else "",
        attachments=files,
        names=neutral_names(files) if blind else {},
    )


def neutral_names(files: list[Attachment]) -> dict[uuid.UUID, str]:
    """Return names of files that tell their place and their kind, never what somebody called them."""
    return {
        file.id: _("attachment-%(number)d", number=place) + PurePath(file.name).suffix.lower()
        for place, file in enumerate(files, start=1)
    }


def _has_answer(field: FormField, visible: set[str]) -> bool:
    return field.code in visible and field.type != "static_text"


def _applicant(applicant: Mapping[str, Any], requested: Decimal | None) -> Iterator[tuple[str, str]]:
    typed = {name: as_text(value) for name, value in applicant.items()}
    for name in ("name", "kind", "registration_number", "address", *(code[1:] for code in CODES)):
        value = _first_page_words(name, typed.get(name, ""))
        if value:
            yield str(FIRST_PAGE[f"_{name}"]), value
    if requested:
        yield _("Sum requested"), money(requested)
    elif typed.get("requested"):
        yield _("Sum requested"), typed["requested"]


def _first_page_words(name: str, value: str) -> str:
    """Return an answer of the first page in words."""
    if name == "signing":
        return str(SIGNATURES.get(value, value))
    if name == "is_minor":
        return _yes_no(value)
    return str(KINDS.get(value, value)) if name == "kind" else value


def _answer(field: FormField, answers: Mapping[str, Any], files: list[Attachment]) -> Answer:
    label = text(field.label) or field.code
    if field.type == "file":
        return Answer(label, "files", [file for file in files if file.field == field.code])
    answer = answers.get(field.code)
    if field.type in ("table", "budget"):
        return Answer(label, "table", _table(field, answer))
    value = shaped(field, answer)
    if field.type == "multi_choice":
        return Answer(label, "list", [_option(field, code) for code in value])
    return Answer(label, "text" if field.type == "long_text" else "line", words_of(field, value))


def words_of(field: FormField, value: Any) -> str:
    """Return an answer in the shape of its field, in words; what cannot be read stays as it was typed.

    The rows of a table become lines.
    """
    columns = columns_of(field)
    if columns:
        return "\n".join(" | ".join(words_of(column, row[column.code]) for column in columns) for row in value)
    if field.type == "date_range":
        return " – ".join(_day(part) for part in value.values() if part)
    if field.type == "multi_choice":
        return ", ".join(_option(field, code) for code in value)
    if field.type == "choice":
        return _option(field, value)
    return _WRITERS.get(field.type, str)(value)


def _table(field: FormField, rows: Any) -> Table | None:
    columns = columns_of(field)
    cells = shaped(field, rows)
    if not cells:
        return None
    heads = [column_label(column) for column in columns]
    numeric = [column.type in _NUMERIC for column in columns]
    shown = [[words_of(column, row[column.code]) for column in columns] for row in cells]
    sums = [as_text(row.get("requested")) for row in rows if isinstance(row, dict)]
    if field.type != "budget" or not all(_PLAIN.fullmatch(each) for each in sums):
        return Table(heads, numeric, shown)
    for row, requested in zip(shown, sums, strict=True):
        row.append(_money(requested))
    total = sum((Decimal(each) for each in sums), Decimal(0))
    return Table([*heads, str(BUDGET_COLUMNS["requested"])], [*numeric, True], shown, money(total))


def _option(field: FormField, code: str) -> str:
    return next((text(option.label) for option in field.options if option.code == code), code)


def _yes_no(value: str) -> str:
    return {"yes": _("Yes"), "no": _("No")}.get(value, value)


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def _money(value: str) -> str:
    return money(Decimal(value)) if _PLAIN.fullmatch(value) else value


def _number(value: str) -> str:
    return number(Decimal(value)) if _PLAIN.fullmatch(value) else value


_PLAIN = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_NUMERIC = frozenset({"integer", "number", "money"})
_WRITERS: dict[str, Callable[[str], str]] = {
    "yes_no": _yes_no,
    "declaration": _yes_no,
    "date": _day,
    "integer": _number,
    "number": _number,
    "money": _money,
}
