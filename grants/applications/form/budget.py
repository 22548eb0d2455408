"""The budget of an application: quantity × unit price, the applicant's own share, caps from the rules; exact cents."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grants.applications.form.problems import Problem, Refused, Wrong
from grants.applications.form.typed import row_limit
from grants.applications.form.values import parse_money, parse_number
from grants.calls.rules.document import FormField, Rules

CENT = Decimal("0.01")
MAX_COST = Decimal(10) ** 9
MAX_ITEM = 300
Row = dict[str, str]


def read_budget(field: FormField, typed: list[Mapping[str, str]], rules: Rules) -> tuple[list[Row], list[Problem]]:
    """Understand the rows of a budget and hold them to the money rules of the call.

    A row holds `category`, `item`, `quantity`, `unit_price`, `own` and `requested`, what is left to ask for; sums are
    decimal strings.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for place, row in enumerate(typed):
        try:
            rows.append(_row(field, row))
        except _CellRefused as refused:
            problems.append(Problem(field.code, refused.wrong, place, refused.column, refused.values))
    if len(typed) > row_limit(field):
        problems.append(Problem(field.code, Wrong.TOO_MANY_ROWS, values={"most": row_limit(field)}))
    return rows, problems or _against_rules(field, rows, rules)


def requested_in(rows: list[Row]) -> Decimal:
    """Return the sum a budget asks for."""
    return sum((Decimal(row["requested"]) for row in rows), Decimal("0.00"))


class _CellRefused(Refused):
    def __init__(self, column: str, refused: Refused) -> None:
        super().__init__(refused.wrong, **refused.values)
        self.column = column


def _row(field: FormField, typed: Mapping[str, str]) -> Row:
    quantity = _cell("quantity", typed, parse_number, Decimal(1))
    unit_price = _cell("unit_price", typed, parse_money)
    own = _cell("own", typed, parse_money, Decimal("0.00"))
    cost = (quantity * unit_price).quantize(CENT, ROUND_HALF_UP)
    if quantity <= 0 or cost > MAX_COST:
        raise _CellRefused(
            "quantity", Refused(Wrong.TOO_SMALL if quantity <= 0 else Wrong.TOO_LARGE, least=0, most=MAX_COST)
        )
    if own > cost:
        raise _CellRefused("own", Refused(Wrong.OWN_ABOVE_COST, cost=cost))
    return {
        "category": _category(field, typed.get("category", "")),
        "item": _item(typed.get("item", "")),
        "quantity": format(quantity, "f"),
        "unit_price": format(unit_price, "f"),
        "own": format(own, "f"),
        "requested": format(cost - own, "f"),
    }


def _cell(column: str, typed: Mapping[str, str], parse: Any, default: Decimal | None = None) -> Decimal:
    text = typed.get(column, "")
    if not text and default is not None:
        return default
    if not text:
        raise _CellRefused(column, Refused(Wrong.MISSING))
    try:
        return Decimal(parse(text))
    except Refused as refused:
        raise _CellRefused(column, refused) from refused


def _category(field: FormField, code: str) -> str:
    known = [category.code for category in field.categories]
    if known and code not in known:
        raise _CellRefused("category", Refused(Wrong.NO_OPTION if code else Wrong.MISSING))
    return code


def _item(text: str) -> str:
    if not text:
        raise _CellRefused("item", Refused(Wrong.MISSING))
    if len(text) > MAX_ITEM:
        raise _CellRefused("item", Refused(Wrong.TOO_LONG, most=MAX_ITEM, length=len(text)))
    return text


def _against_rules(field: FormField, rows: list[Row], rules: Rules) -> list[Problem]:
    requested = requested_in(rows)
    own = sum((Decimal(row["own"]) for row in rows), Decimal(0))
    problems = [Problem(field.code, wrong, values=values) for wrong, values in _amount(requested, rules)]
    least = rules.funding.co_financing.min_percent if rules.funding.co_financing else Decimal(0)
    if own * 100 < least * (requested + own):
        problems.append(Problem(field.code, Wrong.OWN_SHARE_TOO_SMALL, values={"percent": least, "own": own}))
    return problems + _caps(field, rows, requested, rules)


def _amount(requested: Decimal, rules: Rules) -> list[tuple[Wrong, dict[str, Any]]]:
    amount = rules.funding.amount
    if amount.fixed is not None and requested != amount.fixed:
        return [(Wrong.TOTAL_NOT_FIXED, {"fixed": amount.fixed, "total": requested})]
    if amount.min is not None and requested < amount.min:
        return [(Wrong.TOO_SMALL, {"least": amount.min})]
    if amount.max is not None and requested > amount.max:
        return [(Wrong.TOO_LARGE, {"most": amount.max})]
    return []


def _caps(field: FormField, rows: list[Row], requested: Decimal, rules: Rules) -> list[Problem]:
    by_category: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        by_category[row["category"]] += Decimal(row["requested"])
    return [
        Problem(field.code, Wrong.CATEGORY_ABOVE_CAP, values={"category": cap.category, "percent": cap.max_percent})
        for cap in rules.funding.category_caps
        if by_category[cap.category] * 100 > cap.max_percent * requested
    ]
