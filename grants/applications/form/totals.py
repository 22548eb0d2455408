"""The sums below tables and budgets, over what can be read so far; what cannot is left out. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from grants.applications.form.budget import cost_of
from grants.applications.form.columns import columns_of
from grants.applications.form.problems import Refused
from grants.applications.form.values import read_value
from grants.calls.rules.document import FormField, Rules

SUMMED = frozenset({"integer", "number", "money"})
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Total:
    """Be one figure below a table; `of` says of which column or category.

    `what` is cost, own, own_share, in_kind, requested, left, over, category or column. `percent` is its share where the
    rules bound that, `most` the bound.
    """

    what: str
    value: Decimal
    of: str = ""
    is_money: bool = True
    percent: Decimal | None = None
    most: Decimal | None = None


def totals_of(field: FormField, rows: Iterable[Mapping[str, Any]], rules: Rules) -> list[Total]:
    """Return the sums of a table's columns, or of a budget what it costs, the shares and what the rules leave."""
    read = [_readable(field, row) for row in rows]
    return list(_of_budget(field, read, rules) if field.type == "budget" else _of_columns(field, read))


def _readable(field: FormField, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row that can be read: numbers as numbers, a category as it is."""
    found: dict[str, Any] = {}
    for column in columns_of(field):
        typed = row.get(column.code)
        if column.type == "choice":
            found[column.code] = typed
        elif column.type in SUMMED and isinstance(typed, str) and typed:
            try:
                found[column.code] = Decimal(str(read_value(typed, column)))
            except Refused:
                continue
    return found


def _of_columns(field: FormField, rows: list[dict[str, Any]]) -> Iterator[Total]:
    for column in columns_of(field):
        if column.type in SUMMED:
            total = sum((row[column.code] for row in rows if column.code in row), Decimal(0))
            yield Total("column", total, column.code, is_money=column.type == "money")


def _of_budget(field: FormField, rows: list[dict[str, Any]], rules: Rules) -> Iterator[Total]:
    cost, own, in_kind, by_category = Decimal(0), Decimal(0), Decimal(0), defaultdict[str, Decimal](Decimal)
    for row in rows:
        of_row = cost_of(row.get("quantity", Decimal(1)), row.get("unit_price", Decimal(0)))
        cost += of_row
        of_applicant = row.get("own", Decimal(0)) + row.get("in_kind", Decimal(0))
        own += of_applicant
        in_kind += row.get("in_kind", Decimal(0))
        by_category[row.get("category") or ""] += of_row - of_applicant
    yield Total("cost", cost)
    yield _own(own, cost, rules, "own_share" if field.takes_in_kind else "own")
    if field.takes_in_kind:
        yield Total("in_kind", in_kind)
    yield Total("requested", cost - own)
    yield from _left(cost - own, rules)
    for cap in rules.funding.category_caps:
        asked = by_category[cap.category]
        yield Total("category", asked, cap.category, percent=_share(asked, cost - own), most=cap.max_percent)


def _own(own: Decimal, cost: Decimal, rules: Rules, what: str) -> Total:
    least = rules.funding.co_financing.min_percent if rules.funding.co_financing else None
    return Total(what, own, percent=_share(own, cost) if least else None)


def _left(requested: Decimal, rules: Rules) -> Iterator[Total]:
    amount = rules.funding.amount
    most = amount.fixed if amount.fixed is not None else amount.max
    if most is not None and requested != most:
        yield Total("left" if requested < most else "over", abs(most - requested))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return part * HUNDRED / whole if whole > 0 else None
