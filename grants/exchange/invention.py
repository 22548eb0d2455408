"""Invent applications that fit any rules: for rehearsals and tests, never beside a real organisation. Pure."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal
from random import Random
from typing import Any

from grants.calls.rules.document import FormField, Rules

CENT = Decimal("0.01")
WHOLE = 100
WORDS = (
    *("jaunieši", "pagalms", "mūzika", "pārgājiens", "skola", "iniciatīva", "darbnīca"),
    *("sports", "upe", "stāsts", "vasara", "kopā", "radīt", "mācīties"),
)
REGISTRATION_NUMBER = "40003009497"
IBAN = "LV80BANK0000435195001"

Answers = dict[str, Any]


def invent_answers(rules: Rules, random: Random) -> Answers:
    """Return answers to every question of a form, as somebody would type them."""
    return {
        field.code: _invent(field, rules, random) for field in rules.fields if field.type not in {"static_text", "file"}
    }


def invent_applicant(rules: Rules, random: Random, number: int) -> dict[str, str]:
    """Return the typed first page of an application; the number keeps the names apart."""
    return {
        "kind": random.choice(rules.applicants.kinds),
        "name": f"Mēģinājuma iesniedzējs Nr. {number}",
        "registration_number": REGISTRATION_NUMBER,
        "address": "Izdomātā iela 1",
        "requested": _comma(invent_sum(rules, random)),
    }


def invent_title(random: Random) -> str:
    """Return a title of three words."""
    return " ".join(random.sample(WORDS, 3)).capitalize()


def invent_sum(rules: Rules, random: Random) -> Decimal:
    """Return a sum that the rules admit."""
    amount = rules.funding.amount
    if amount.fixed is not None:
        return amount.fixed
    low, high = amount.min or Decimal(100), amount.max or Decimal(1000)
    return Decimal(random.randint(int(low * 100), int(high * 100))) / 100


def _invent(field: FormField, rules: Rules, random: Random) -> Any:
    if field.type == "budget":
        return _budget(field, rules, random)
    if field.type == "table":
        rows = max(1, field.min_rows or 1)
        return [{column.code: _invent(column, rules, random) for column in field.columns} for _row in range(rows)]
    if field.type in _WORDED:
        return " ".join(random.choices(WORDS, k=12))[: field.max_chars or 300]
    return _SINGLE[field.type](field, random)


def _budget(field: FormField, rules: Rules, random: Random) -> list[dict[str, str]]:
    """Return a row for each category in equal parts, which keeps any cap a call can reasonably set."""
    requested = invent_sum(rules, random)
    percent = rules.funding.co_financing.min_percent if rules.funding.co_financing else Decimal(0)
    codes = [category.code for category in field.categories] or [""]
    part = (requested / len(codes)).quantize(CENT)
    parts = [part] * (len(codes) - 1) + [requested - part * (len(codes) - 1)]
    return [_budget_row(code, part, percent, random) for code, part in zip(codes, parts, strict=True)]


def _budget_row(code: str, requested: Decimal, percent: Decimal, random: Random) -> dict[str, str]:
    own = (requested * percent / (WHOLE - percent)).quantize(CENT, ROUND_UP) if percent < WHOLE else Decimal(0)
    return {
        "category": code,
        "item": random.choice(WORDS).capitalize(),
        "quantity": "1",
        "unit_price": _comma(requested + own),
        "own": _comma(own),
    }


def _number(field: FormField, random: Random) -> str:
    low = int(field.min if field.min is not None else 1)
    if field.max_field:
        return str(low)
    high = int(field.max if field.max is not None else low + 40)
    return str(random.randint(min(high, low + 10), min(high, low + 40)))


def _day(_field: FormField, random: Random) -> str:
    return (date(2026, 6, 1) + timedelta(days=random.randrange(90))).strftime("%d.%m.%Y")


def _comma(amount: Decimal) -> str:
    return format(amount, "f").replace(".", ",")


_WORDED = frozenset({"short_text", "long_text", "address"})
_SINGLE: dict[str, Callable[[FormField, Random], Any]] = {
    "integer": _number,
    "number": _number,
    "money": _number,
    "date": _day,
    "date_range": lambda _field, _random: {"from": "01.06.2026", "until": "30.09.2026"},
    "yes_no": lambda _field, random: random.choice(("yes", "no")),
    "declaration": lambda _field, _random: "yes",
    "choice": lambda field, random: random.choice(field.options).code,
    "multi_choice": lambda field, random: [random.choice(field.options).code],
    "email": lambda _field, random: f"{random.randrange(10**6)}@example.org",
    "phone": lambda _field, random: f"+371 2{random.randrange(10**7):07}",
    "url": lambda _field, _random: "https://example.org/projekts",
    "iban": lambda _field, _random: IBAN,
    "registration_number": lambda _field, _random: REGISTRATION_NUMBER,
}
