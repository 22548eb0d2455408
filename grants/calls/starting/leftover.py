"""The money that a former call hands on to one that is made of it; a later stage knows what was not awarded."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

from flask import Flask, current_app

from grants.accounts.models import Person
from grants.calls.models import Call
from grants.calls.queries import rules_of

_KEY = "grants.calls.leftover"
Ask = Callable[[Call, Person], Decimal | None]


def offer_leftover(app: Flask, ask: Ask) -> None:
    """Let a later stage say how much of the money of a call goes to the next round, as far as a person may know it."""
    app.extensions[_KEY] = ask


def leftover_of(call: Call, person: Person) -> Decimal | None:
    """Return what goes to the next round; None where the rules do not say so, nothing is left or it is not decided."""
    ask: Ask | None = current_app.extensions.get(_KEY)
    left = ask(call, person) if ask else None
    return left or None


def carried(document: dict[str, Any], left: Decimal | None, source: Call) -> dict[str, Any]:
    """Return the rules of a new call with what an earlier one left, and of which; all of it has to be in its money."""
    total = document["funding"]["limit"].get("total")
    if left is None or total is None or Decimal(total) < left:
        return document
    rules, made = rules_of(source), deepcopy(document)
    named = f"{rules.text(rules.title, rules.languages[0])} ({source.slug})"
    made["funding"]["carried_over"] = {"amount": f"{left:.2f}", "source": named}
    return made
