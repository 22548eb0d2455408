"""The pages of a draft's form: the first, which every application has, and one for each section of the rules."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from werkzeug.datastructures import ImmutableMultiDict

from grants.applications.first_page import first_questions
from grants.applications.form.applicant import typed_first
from grants.applications.form.conditions import asked
from grants.applications.form.problems import Problem
from grants.applications.form.typed import is_empty, shaped, typed_answers
from grants.applications.models import Application, Attachment
from grants.applications.questions import Filled, Question, questions_of
from grants.applications.reading import words_of
from grants.applications.views.common import Typed
from grants.applications.wording import question_label
from grants.calls.queries import rules_of
from grants.calls.rules.document import FormField, Rules, Section
from grants.errors import NotFound

Form = ImmutableMultiDict[str, str]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Hold what a page is drawn with besides the application; `typed` when it could not be stored."""

    problems: Iterable[Problem] = ()
    typed: Mapping[str, Any] | None = None
    conflicts: Collection[str] = ()
    """The codes of fields that are shown with what is stored now beside what was typed."""
    attachments: Iterable[Attachment] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


class FormPage(Protocol):
    """Be one page of the form."""

    @property
    def code(self) -> str:
        """Return the code of the section, empty for the first page."""

    def typed(self, form: Form, without: str = "") -> dict[str, Any]:
        """Return what was typed into the page, by the codes of its fields."""

    def questions(self, shown: Shown) -> list[Question]:
        """Return the questions of the page."""

    def in_words(self, typed: Mapping[str, Any]) -> Typed:
        """Return what was typed, to be copied."""

    def file_fields(self) -> list[FormField]:
        """Return the questions that are answered by files."""

    def unanswered(self) -> set[str]:
        """Return the codes of the questions that are asked now and have no answer."""


@dataclass
class FirstPage:
    """Ask who applies, for what and for how much."""

    application: Application
    rules: Rules

    @property
    def code(self) -> str:
        """Return the code of the first page: nothing."""
        return ""

    def typed(self, form: Form, without: str = "") -> dict[str, Any]:  # noqa: ARG002  # this page has no rows
        """Return what was typed into the page."""
        return typed_first(form)

    def questions(self, shown: Shown) -> list[Question]:
        """Return the questions of the page."""
        return first_questions(self.rules, self.application.typed, shown.typed, shown.problems, shown.conflicts)

    def in_words(self, typed: Mapping[str, Any]) -> Typed:
        """Return what was typed, to be copied."""
        return [(question_label(code, self.rules), value) for code, value in typed.items() if value]

    def file_fields(self) -> list[FormField]:
        """Return the questions that are answered by files."""
        return []

    def unanswered(self) -> set[str]:
        """Return the codes of the questions that are asked now and have no answer."""
        return set()


@dataclass
class SectionPage:
    """Ask the questions of one section of the rules."""

    application: Application
    rules: Rules
    section: Section

    @property
    def code(self) -> str:
        """Return the code of the section."""
        return self.section.code

    def typed(self, form: Form, without: str = "") -> dict[str, Any]:
        """Return what was typed into the page."""
        return typed_answers(self.section, form, without)

    def questions(self, shown: Shown) -> list[Question]:
        """Return the questions of the page."""
        stored = self.application.typed.answers
        filled = Filled(
            rules=self.rules,
            answers={**stored, **(shown.typed or {})},
            problems=shown.problems,
            attachments=shown.attachments,
            rows=shown.rows,
            stored=stored,
            conflicts=shown.conflicts,
        )
        return questions_of(self.section, filled)

    def in_words(self, typed: Mapping[str, Any]) -> Typed:
        """Return what was typed, to be copied."""
        answers = [(each, shaped(each, typed.get(each.code))) for each in self.section.fields]
        return [
            (question_label(each.code, self.rules), words_of(each, value))
            for each, value in answers
            if not is_empty(value)
        ]

    def file_fields(self) -> list[FormField]:
        """Return the questions that are answered by files."""
        return [each for each in self.section.fields if each.type == "file"]

    def unanswered(self) -> set[str]:
        """Return the codes of the questions that are asked now and have no answer."""
        answers = self.application.typed.answers
        visible = asked(self.rules.fields, answers)
        return {
            each.code
            for each in self.section.fields
            if each.code in visible and is_empty(shaped(each, answers.get(each.code)))
        }


def page_of(application: Application, code: str) -> FormPage:
    """Return the page of a section, or the first for an empty code; raise NotFound."""
    rules = rules_of(application.call)
    if not code:
        return FirstPage(application, rules)
    section = next((section for section in rules.form if section.code == code), None)
    if section is None:
        raise NotFound
    return SectionPage(application, rules, section)
