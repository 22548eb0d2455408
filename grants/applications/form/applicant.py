"""The questions every application has, whatever its rules: who applies, the project's title, the sum asked for.

Their fields begin with an underscore, which no code of a rules document does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grants.applications.form.budget import requested_in
from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.typed import Answers, SentForm, clean
from grants.applications.form.values import parse_money, read_registration_number
from grants.calls.rules.document import Rules

FIELDS = ("kind", "name", "registration_number", "address", "requested")
REGISTERED = frozenset({"youth_organisation", "association", "foundation", "public_body", "company"})
MAX_TITLE = 200
MAX_NAME = 200
MAX_ADDRESS = 300


@dataclass(frozen=True)
class Applicant:
    """Hold who applies and for how much, understood."""

    kind: str
    name: str
    registration_number: str | None
    address: str
    requested: Decimal


def typed_applicant(form: SentForm) -> Answers:
    """Return what was typed into the first page of an application."""
    return {name: clean(form.get(f"a-_{name}", "")) for name in FIELDS}


def budget_field(rules: Rules) -> str | None:
    """Return the code of the form's budget, which then states the sum asked for."""
    return next((field.code for field in rules.fields if field.type == "budget"), None)


def typed_title(form: SentForm) -> str:
    """Return the project's title as typed."""
    return clean(form.get("a-_title", ""))


def asks_for_sum(rules: Rules) -> bool:
    """Tell whether the applicant names a sum: not where it is fixed or follows from the budget."""
    return rules.funding.amount.fixed is None and budget_field(rules) is None


def understand_applicant(
    rules: Rules, title: str, typed: Mapping[str, str], answers: Mapping[str, Any]
) -> tuple[Applicant, list[Problem]]:
    """Understand the first page; `answers` are the understood answers of the form, where a budget may stand."""
    problems = [*_title(title), *_who(rules, typed)]
    number, wrong_number = _registration_number(typed)
    requested, wrong_sum = _requested(rules, typed.get("requested", ""), answers)
    applicant = Applicant(
        kind=typed.get("kind", ""),
        name=typed.get("name", ""),
        registration_number=number,
        address=typed.get("address", ""),
        requested=requested,
    )
    return applicant, problems + wrong_number + wrong_sum


def _title(title: str) -> list[Problem]:
    if not title:
        return [Problem("_title", Wrong.MISSING)]
    return _limit("_title", title, MAX_TITLE)


def _who(rules: Rules, typed: Mapping[str, str]) -> list[Problem]:
    problems = [Problem(f"_{name}", Wrong.MISSING) for name in ("kind", "name") if not typed.get(name)]
    if typed.get("kind") and typed["kind"] not in rules.applicants.kinds:
        problems.append(Problem("_kind", Wrong.KIND_NOT_ADMITTED))
    problems += _limit("_name", typed.get("name", ""), MAX_NAME)
    return problems + _limit("_address", typed.get("address", ""), MAX_ADDRESS)


def _limit(field: str, text: str, most: int) -> list[Problem]:
    too_long = Problem(field, Wrong.TOO_LONG, values={"most": most, "length": len(text)})
    return [too_long] if len(text) > most else []


def _registration_number(typed: Mapping[str, str]) -> tuple[str | None, list[Problem]]:
    text, kind = typed.get("registration_number", ""), typed.get("kind", "")
    if kind not in REGISTERED:
        return None, []
    if not text:
        return None, [Problem("_registration_number", Wrong.MISSING)]
    try:
        return read_registration_number(text), []
    except Refused as refused:
        return None, [Problem("_registration_number", refused.wrong, values=refused.values)]


def _requested(rules: Rules, typed: str, answers: Mapping[str, Any]) -> tuple[Decimal, list[Problem]]:
    budget = budget_field(rules)
    if rules.funding.amount.fixed is not None:
        return rules.funding.amount.fixed, []
    if budget is not None:
        return requested_in(answers.get(budget, [])), []
    try:
        return _within_range(rules, typed), []
    except Refused as refused:
        return Decimal(0), [Problem("_requested", refused.wrong, values=refused.values)]


def _within_range(rules: Rules, typed: str) -> Decimal:
    if not typed:
        raise Refused(Wrong.MISSING)
    requested, amount = parse_money(typed), rules.funding.amount
    if amount.min is not None and requested < amount.min:
        raise Refused(Wrong.TOO_SMALL, least=amount.min)
    if amount.max is not None and requested > amount.max:
        raise Refused(Wrong.TOO_LARGE, most=amount.max)
    return requested
