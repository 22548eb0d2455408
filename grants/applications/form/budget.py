"""The budget of an application: quantity × unit price, the applicant's own share, caps from the rules; exact cents."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grants.applications.form.problems import Problem, Wrong
from grants.applications.form.typed import Answers
from grants.applications.form.values import CENT
from grants.calls.rules.document import FormField, Rules

MAX_COST = Decimal(10) ** 9


def with_sums(rows: list[Answers]) -> list[Answers]:
    """Return the rows with what was left blank and with `requested`, what is left to ask for; decimal strings."""
    return [_completed(row) for row in rows]


def own_share_of(row: Mapping[str, Any]) -> Decimal:
    """Return what a row with sums takes from the applicant: money, and voluntary work and the like where it counts."""
    return Decimal(row["own"]) + Decimal(row.get("in_kind", "0.00"))


def requested_in(rows: list[Answers]) -> Decimal:
    """Return the sum a budget asks for, over rows with sums."""
    return sum((Decimal(row["requested"]) for row in rows), Decimal("0.00"))


def budget_problems(field: FormField, rows: list[Answers], rules: Rules) -> list[Problem]:
    """Hold the rows of a budget, with their sums, to the money rules of the call."""
    of_rows = list(_of_rows(field, rows))
    return of_rows or [Problem(field.code, wrong, values=values) for wrong, values in _against_rules(rows, rules)]


def _completed(row: Answers) -> Answers:
    quantity, own = row.get("quantity", "1"), row.get("own", "0.00")
    requested = _cost(quantity, row["unit_price"]) - own_share_of({**row, "own": own})
    return {**row, "quantity": quantity, "own": own, "requested": format(requested, "f")}


def cost_of(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """Return what a row costs, in whole cents."""
    return (quantity * unit_price).quantize(CENT, ROUND_HALF_UP)


def _cost(quantity: str, unit_price: str) -> Decimal:
    return cost_of(Decimal(quantity), Decimal(unit_price))


def _of_rows(field: FormField, rows: list[Answers]) -> Iterator[Problem]:
    for place, row in enumerate(rows):
        cost = _cost(row["quantity"], row["unit_price"])
        if cost > MAX_COST:
            yield Problem(field.code, Wrong.COST_TOO_LARGE, place, "unit_price", {"most": MAX_COST})
        if own_share_of(row) > cost:
            column = "own" if Decimal(row["own"]) > cost else "in_kind"
            yield Problem(field.code, Wrong.OWN_ABOVE_COST, place, column, {"cost": cost})


def _against_rules(rows: list[Answers], rules: Rules) -> Iterator[tuple[Wrong, dict[str, Any]]]:
    requested = requested_in(rows)
    own = sum((own_share_of(row) for row in rows), Decimal("0.00"))
    yield from _amount(requested, rules)
    least = rules.funding.co_financing.min_percent if rules.funding.co_financing else Decimal(0)
    if own * 100 < least * (requested + own):
        yield Wrong.OWN_SHARE_TOO_SMALL, {"percent": least, "own": own}
    yield from _caps(rows, requested, rules)


def _amount(requested: Decimal, rules: Rules) -> Iterator[tuple[Wrong, dict[str, Any]]]:
    amount = rules.funding.amount
    if amount.fixed is not None and requested != amount.fixed:
        yield Wrong.TOTAL_NOT_FIXED, {"fixed": amount.fixed, "total": requested}
    if amount.min is not None and requested < amount.min:
        yield Wrong.TOTAL_TOO_SMALL, {"least": amount.min, "total": requested}
    if amount.max is not None and requested > amount.max:
        yield Wrong.TOTAL_TOO_LARGE, {"most": amount.max, "total": requested}


def _caps(rows: list[Answers], requested: Decimal, rules: Rules) -> Iterator[tuple[Wrong, dict[str, Any]]]:
    by_category: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        by_category[row.get("category", "")] += Decimal(row["requested"])
    for cap in rules.funding.category_caps:
        if by_category[cap.category] * 100 > cap.max_percent * requested:
            yield Wrong.CATEGORY_ABOVE_CAP, {"category": cap.category, "percent": cap.max_percent}
