"""What an application is known by in other calls, the bank account it names and its title; and how long it is."""

import re
from collections.abc import Mapping
from typing import Any

from grants.applications.models import Application
from grants.calls.rules.document import Rules

_BETWEEN = re.compile(r"[\W_]+")


def remember_likeness(application: Application, rules: Rules) -> None:
    """Write down what an application that is being sent in can be found by, and how long it is."""
    accounts = (application.answers.get(field.code) for field in rules.fields if field.type == "iban")
    application.account = next((account[:40] for account in accounts if isinstance(account, str) and account), None)
    application.project = likeness_of(application.title) or None
    application.characters = characters_of(application.answers)


def characters_of(answers: Any) -> int:
    """Count the characters of all texts in answers, however deep they lie in tables."""
    match answers:
        case str():
            return len(answers)
        case Mapping():
            return sum(map(characters_of, answers.values()))
        case list() | tuple():
            return sum(map(characters_of, answers))
    return 0


def likeness_of(title: str) -> str:
    """Return the words of a title in small letters with one space between them."""
    return _BETWEEN.sub(" ", title).strip().casefold()[:500]
