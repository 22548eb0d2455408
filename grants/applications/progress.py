"""How far a draft has come: its pages in order, and what is still wrong or missing on each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _

from grants.applications.form.applicant import understand_applicant
from grants.applications.form.problems import Problem
from grants.applications.form.typed import Answers
from grants.applications.form.understood import understand
from grants.applications.models import Application
from grants.applications.questions import control_id
from grants.applications.wording import label_for, words_for
from grants.calls.queries import rules_of
from grants.calls.rules.document import Rules
from grants.web.filters import named, text


@dataclass(frozen=True)
class Step:
    """Be one page of the form: its code (empty for the first), title, address and problems."""

    code: str
    title: str
    url: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Progress:
    """Hold the steps of a draft, its answers and the sum it asks for as far as they are understood."""

    rules: Rules
    steps: tuple[Step, ...]
    answers: Answers
    requested: Decimal

    @property
    def problems(self) -> list[Problem]:
        """Return everything that is wrong or missing."""
        return [problem for step in self.steps for problem in step.problems]

    @property
    def done(self) -> list[int]:
        """Return the places of the steps on which nothing is left to do."""
        return [place for place, step in enumerate(self.steps) if not step.problems]

    def step(self, code: str) -> Step:
        """Return the step of a section, or the first with an empty code."""
        return next(step for step in self.steps if step.code == code)

    def url_after(self, code: str, review: str) -> str:
        """Return the address of the step after one, or of the review after the last."""
        addresses = [*(step.url for step in self.steps), review]
        return addresses[[step.code for step in self.steps].index(code) + 1]

    def in_words(self) -> Iterator[tuple[str, str]]:
        """Return each problem as the address of its question and words that name both."""
        for step in self.steps:
            for problem in step.problems:
                url = f"{step.url}?problems=1#{control_id(problem.input_name)}"
                yield url, named(label_for(problem, self.rules), words_for(problem, self.rules))


def step_url(application: Application, code: str) -> str:
    """Return the address of the page of a section, or of the first page for an empty code."""
    if not code:
        return url_for("applications.applicant", application_id=application.id)
    return url_for("applications.section", application_id=application.id, code=code)


def progress_of(application: Application, files: Collection[str]) -> Progress:
    """Return the progress of a draft; `files` are the codes of the file fields that hold one."""
    rules = rules_of(application.call)
    typed = application.typed
    form = understand(rules, typed.answers, files)
    applicant, first = understand_applicant(rules, typed.title, typed.applicant, form.answers)
    by_field: dict[str, list[Problem]] = {}
    for problem in (*first, *form.problems):
        by_field.setdefault(problem.field, []).append(problem)
    own = tuple(problem for problem in first if problem.field.startswith("_"))
    steps = [Step("", _("Applicant and project"), step_url(application, ""), own)]
    for section in rules.form:
        problems = (problem for field in section.fields for problem in by_field.get(field.code, ()))
        url = step_url(application, section.code)
        steps.append(Step(section.code, text(section.title), url, tuple(problems)))
    return Progress(rules, tuple(steps), form.answers, applicant.requested)
