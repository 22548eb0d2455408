"""What the notices that extend the term to decide are made of; they are letters like all others."""

from collections.abc import Iterable
from datetime import date

from grants import clock
from grants.accounts.models import Person
from grants.applications.models import Application
from grants.awards.letters.facts import basis_of
from grants.awards.wordings.facts import Facts
from grants.awards.wordings.kinds import LetterKind
from grants.awards.wordings.queries import texts_for
from grants.calls.models import Call
from grants.calls.queries import rules_of


def facts_of(
    call: Call, numbered: Iterable[tuple[Application, str]], until: date, reason: str, official: Person | None
) -> list[Facts]:
    """Return what the notices about some applications, each with its number, are made of; two statements."""
    rules, texts, basis, now = rules_of(call), texts_for(call), basis_of(call), clock.now()
    return [
        Facts(
            LetterKind.EXTENSION,
            number,
            now,
            application,
            rules,
            texts,
            official=official,
            because=reason,
            until=until,
            unsigned_basis=basis,
        )
        for application, number in numbered
    ]
