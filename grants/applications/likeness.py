"""What an application is known by in other calls: the bank account it names, and its title."""

import re

from grants.applications.models import Application
from grants.calls.rules.document import Rules

_BETWEEN = re.compile(r"[\W_]+")


def remember_likeness(application: Application, rules: Rules) -> None:
    """Write down what an application that is being sent in can be found by."""
    accounts = (application.answers.get(field.code) for field in rules.fields if field.type == "iban")
    application.account = next((account[:40] for account in accounts if isinstance(account, str) and account), None)
    application.project = likeness_of(application.title) or None


def likeness_of(title: str) -> str:
    """Return the words of a title in small letters with one space between them."""
    return _BETWEEN.sub(" ", title).strip().casefold()[:500]
