"""The questions every application has, whatever its rules: who applies, the project's title, the sum asked for.

Their names begin with an underscore, which no code of a rules document does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grants.applications.form.budget import requested_in
from grants.applications.form.parties import CODES, party_problems, understood_parties
from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.typed import UNSTORABLE, Answers, SentForm, as_text, clean
from grants.applications.form.values import read_money, read_registration_number
from grants.calls.rules.document import Rules

ORDER = ("_kind", "_name", "_registration_number", "_address", *CODES, "_title", "_requested")
FIELDS = tuple(code[1:] for code in ORDER if code != "_title")
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
    parties: Mapping[str, str]
    """The group and those who confirm, as far as the rules ask for them."""

    @property
    def identity(self) -> Answers:
        """Return who applies, as the bundle has it, with the address."""
        number = {"registration_number": self.registration_number} if self.registration_number else {}
        return {"kind": self.kind, "name": self.name, **number, "address": self.address, **self.parties}


def typed_first(form: SentForm) -> Answers:
    """Return what was typed into the first page of an application, by the codes of its fields."""
    return {code: clean(form.get(f"a-{code}", "")) for code in ORDER}


def budget_field(rules: Rules) -> str | None:
    """Return the code of the budget that states the sum asked for: the form's first that everybody is asked."""
    return next((field.code for field in rules.fields if field.type == "budget" and field.show_if is None), None)


def asks_for_sum(rules: Rules) -> bool:
    """Tell whether the applicant names a sum: not where it is fixed or follows from the budget."""
    return rules.funding.amount.fixed is None and budget_field(rules) is None


def understand_applicant(
    rules: Rules, title: str, typed: Mapping[str, Any], answers: Mapping[str, Any]
) -> tuple[Applicant, list[Problem]]:
    """Understand the first page; `answers` are the understood answers of the form, where a budget may stand.

    Nothing raises. A problem with the sum of a budget names the budget's field.
    """
    texts = {name: as_text(typed.get(name)) for name in FIELDS}
    number, wrong_number = _registration_number(texts)
    requested, wrong_sum = _requested(rules, texts["requested"], answers)
    applicant = Applicant(
        kind=texts["kind"],
        name=texts["name"],
        registration_number=number,
        address=texts["address"],
        requested=requested,
        parties=understood_parties(rules, texts),
    )
    unstorable = [Problem(code, Wrong.UNSTORABLE) for code in CODES if UNSTORABLE in texts[code[1:]]]
    behind = unstorable or party_problems(rules, texts)
    return applicant, [*_who(rules, texts), *wrong_number, *behind, *_title(title), *wrong_sum]


def _title(title: str) -> list[Problem]:
    return _limit("_title", title, MAX_TITLE) if title else [Problem("_title", Wrong.MISSING)]


def _who(rules: Rules, typed: Mapping[str, str]) -> list[Problem]:
    problems = [Problem(f"_{name}", Wrong.MISSING) for name in ("kind", "name") if not typed[name]]
    if typed["kind"] and typed["kind"] not in rules.applicants.kinds:
        problems.append(Problem("_kind", Wrong.KIND_NOT_ADMITTED))
    return [*problems, *_limit("_name", typed["name"], MAX_NAME), *_limit("_address", typed["address"], MAX_ADDRESS)]


def _limit(field: str, text: str, most: int) -> list[Problem]:
    if UNSTORABLE in text:
        return [Problem(field, Wrong.UNSTORABLE)]
    too_long = Problem(field, Wrong.TOO_LONG, values={"most": most, "length": len(text)})
    return [too_long] if len(text) > most else []


def _registration_number(typed: Mapping[str, str]) -> tuple[str | None, list[Problem]]:
    if typed["kind"] not in REGISTERED:
        return None, []
    if not typed["registration_number"]:
        return None, [Problem("_registration_number", Wrong.MISSING)]
    try:
        return read_registration_number(typed["registration_number"]), []
    except Refused as refused:
        return None, [Problem("_registration_number", refused.wrong)]


def _requested(rules: Rules, typed: str, answers: Mapping[str, Any]) -> tuple[Decimal, list[Problem]]:
    fixed, budget = rules.funding.amount.fixed, budget_field(rules)
    try:
        if fixed is not None:
            return fixed, []
        if budget is None:
            return _within_range(rules, typed), []
    except Refused as refused:
        return Decimal(0), [Problem("_requested", refused.wrong, values=refused.values)]
    return _from_budget(rules, budget, answers)


def _from_budget(rules: Rules, budget: str, answers: Mapping[str, Any]) -> tuple[Decimal, list[Problem]]:
    """Return the sum of the budget; a required one that is empty is reported where the form is understood."""
    rows = answers.get(budget, [])
    if not rows:
        required = any(field.code == budget and (field.required or field.min_rows) for field in rules.fields)
        return Decimal(0), [] if required else [Problem(budget, Wrong.MISSING)]
    complete = all("requested" in row for row in rows)
    return (requested_in(rows) if complete else Decimal(0)), []


def _within_range(rules: Rules, typed: str) -> Decimal:
    if not typed:
        raise Refused(Wrong.MISSING)
    requested, amount = read_money(typed), rules.funding.amount
    if amount.min is not None and requested < amount.min:
        raise Refused(Wrong.TOO_SMALL, least=amount.min)
    if amount.max is not None and requested > amount.max:
        raise Refused(Wrong.TOO_LARGE, most=amount.max)
    return requested
