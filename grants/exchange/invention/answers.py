"""Invent what applicants type: answers, budgets, who they are. Pure."""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from random import Random
from typing import Any

from grants.applications.form.parties import ROLES
from grants.calls.rules.document import FormField, Rules
from grants.exchange.invention.magnitudes import MAGNITUDES, invent_magnitudes

CENT = Decimal("0.01")
WHOLE = Decimal(100)
WIDEST = Decimal(10_000)
"""Between the least sum that a call admits and the largest that is invented, in euros."""
WORDS = (
    *("jaunieši", "pagalms", "mūzika", "pārgājiens", "skola", "iniciatīva", "darbnīca"),
    *("sports", "upe", "stāsts", "vasara", "kopā", "radīt", "mācīties"),
)
REGISTRATION_NUMBER = "40003009497"
IBAN = "LV80BANK0000435195001"
SILENT = frozenset({"static_text", "file"})
"""Fields that nobody types an answer into."""

Answers = dict[str, Any]


def invent_answers(rules: Rules, random: Random) -> Answers:
    """Return answers to every question of a form, as somebody would type them; files are not among them."""
    typed = invent_magnitudes(rules.fields, random)
    for field in rules.fields:
        if field.type == "table":
            typed[field.code] = [_row(field, typed, random) for _row_number in range(max(1, field.min_rows or 1))]
        elif field.type == "budget":
            typed[field.code] = _budget(field, rules, random)
        elif field.type not in SILENT | MAGNITUDES:
            typed[field.code] = _simple(field, random)
    return typed


def invent_applicant(rules: Rules, random: Random, number: int) -> dict[str, str]:
    """Return the typed first page of an application; the number keeps the names apart."""
    return {
        "kind": random.choice(rules.applicants.kinds),
        "name": f"Mēģinājuma iesniedzējs Nr. {number}",
        "registration_number": REGISTRATION_NUMBER,
        "address": "Izdomātā iela 1",
        "requested": _comma(invent_sum(rules, random)),
        "group_name": "Mēģinājuma grupa",
        "group_contact": "+371 20000000",
        "group_size": str(rules.applicants.min_group_size or 1),
        "is_minor": "no",
        "signing": rules.signature.by[0] if rules.signature else "",
        **{f"{role}_{part}": text for role in ROLES for part, text in _somebody(number).items()},
    }


def _somebody(number: int) -> dict[str, str]:
    """Return who confirms an application of a rehearsal: the applicant."""
    return {"name": f"Pieteicējs {number}", "email": f"pieteicejs{number}@rehearsal.example"}


def invent_title(random: Random) -> str:
    """Return a title of three words."""
    return " ".join(random.sample(WORDS, 3)).capitalize()


def invent_sum(rules: Rules, random: Random) -> Decimal:
    """Return a sum that the rules admit, in whole euros where one fits."""
    amount = rules.funding.amount
    if amount.fixed is not None:
        return amount.fixed
    high = amount.max if amount.max is not None else WHOLE
    low = amount.min if amount.min is not None else min(WHOLE, high)
    euros = math.ceil(low), math.floor(min(high, low + WIDEST))
    return Decimal(random.randint(*euros)) if euros[0] <= euros[1] else low


def _row(table: FormField, around: Answers, random: Random) -> Answers:
    row = invent_magnitudes(table.columns, random, around)
    others = (column for column in table.columns if column.type not in SILENT | MAGNITUDES)
    return row | {column.code: _simple(column, random) for column in others}


def _simple(field: FormField, random: Random) -> Any:
    if field.type in _WORDED:
        return " ".join(random.choices(WORDS, k=12))[: field.max_chars or 300].strip()
    return _SINGLE[field.type](field, random)


def _budget(field: FormField, rules: Rules, random: Random) -> list[dict[str, str]]:
    """Return a row for each category, or as many rows as the field wants, that keep caps and the own share."""
    percent = rules.funding.co_financing.min_percent if rules.funding.co_financing else Decimal(0)
    parts = _parts(field, rules, invent_sum(rules, random))
    return [_budget_row(code, part, percent, random) for code, part in parts]


def _parts(field: FormField, rules: Rules, requested: Decimal) -> list[tuple[str, Decimal]]:
    """Divide a sum among categories, the tightest cap first, so that what it cannot take is left for the others."""
    caps = {cap.category: cap.max_percent for cap in rules.funding.category_caps}
    codes = sorted((one.code for one in field.categories), key=lambda code: caps.get(code, WHOLE)) or [""]
    codes = codes[-(field.max_rows or len(codes)) :]
    codes += codes[-1:] * ((field.min_rows or 0) - len(codes))
    parts, left = [], requested
    for place, code in enumerate(codes):
        most = (requested * caps.get(code, WHOLE) / WHOLE).quantize(CENT, ROUND_DOWN)
        part = left if place == len(codes) - 1 else min(most, (left / (len(codes) - place)).quantize(CENT))
        parts.append((code, part))
        left -= part
    return parts


def _budget_row(code: str, requested: Decimal, percent: Decimal, random: Random) -> dict[str, str]:
    own = (requested * percent / (WHOLE - percent)).quantize(CENT, ROUND_UP) if percent < WHOLE else Decimal(0)
    return {
        "category": code,
        "item": random.choice(WORDS).capitalize(),
        "quantity": "1",
        "unit_price": _comma(requested + own),
        "own": _comma(own),
    }


def _comma(amount: Decimal) -> str:
    return format(amount, "f").replace(".", ",")


_WORDED = frozenset({"short_text", "long_text", "address"})
_SINGLE: dict[str, Callable[[FormField, Random], Any]] = {
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
