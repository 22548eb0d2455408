"""All that is typed in an application, one answer at a time: those of the first page and those of the rules. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grants.applications.form.typed import as_text, shaped
from grants.calls.rules.document import Rules

TITLE = "_title"


@dataclass(frozen=True)
class Typed:
    """Hold what is typed. Codes of the first page begin with an underscore, which no code of a rules document does."""

    title: str
    applicant: Mapping[str, Any]
    answers: Mapping[str, Any]

    def answer(self, code: str) -> Any:
        """Return what is typed for a code, as it is stored."""
        if code == TITLE:
            return self.title
        return self.applicant.get(code[1:]) if code.startswith("_") else self.answers.get(code)

    def replaced(self, changes: Mapping[str, Any]) -> "Typed":
        """Return the same with other answers for some codes."""
        first = {code[1:]: answer for code, answer in changes.items() if code.startswith("_") and code != TITLE}
        others = {code: answer for code, answer in changes.items() if not code.startswith("_")}
        return Typed(changes.get(TITLE, self.title), {**self.applicant, **first}, {**self.answers, **others})


def as_changes(*, title: str, applicant: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that is typed by codes, as `Typed.replaced` takes it."""
    return {TITLE: title, **{f"_{name}": answer for name, answer in applicant.items()}, **answers}


def shapes(rules: Rules, typed: Typed, codes: Iterable[str]) -> dict[str, Any]:
    """Return what is typed for some codes, in the shapes of their fields."""
    return {code: shaped_as(rules, code, typed.answer(code)) for code in codes}


def shaped_as(rules: Rules, code: str, answer: Any) -> Any:
    """Return an answer in the shape of the field of a code; that of a field the rules do not have any more as text."""
    field = next((field for field in rules.fields if field.code == code), None)
    return as_text(answer) if field is None else shaped(field, answer)
