"""Rules with a few fields, and what the form engine makes of typed answers."""

from typing import Any

from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.understood import Understood, understand
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from tests.factories.applications import rules_with
from tests.factories.documents import Raw, field

FREE = {"currency": "EUR", "amount": {"max": "5000.00"}, "limit": {}, "when_short": "stop"}
"""Money rules that ask for a sum of at most 5000 euros."""


def rules(*fields: Raw, **changes: Any) -> Rules:
    """Return rules whose form has these fields in one section."""
    scoring = {"decimals": 2}
    return read_rules(rules_with(*fields, **{"scoring": scoring, **changes}))


def understood(typed: dict[str, Any], *fields: Raw, **changes: Any) -> Understood:
    """Return what is understood of answers to these fields."""
    return understand(rules(*fields, **changes), typed, files=())


def answer_to(kind: str, typed: Any, **settings: Any) -> Any:
    """Return how an answer to one field of a type is understood; None when it is refused."""
    return understood({"it": typed}, field("it", kind, **settings)).answers.get("it")


def wrong_with(kind: str, typed: Any, **settings: Any) -> list[Wrong]:
    """Return what is wrong with an answer to one field of a type."""
    return codes(understood({"it": typed}, field("it", kind, **settings)).problems)


def codes(problems: tuple[Problem, ...] | list[Problem]) -> list[Wrong]:
    """Return the codes of problems."""
    return [problem.wrong for problem in problems]
