"""The sums below tables and budgets: exact, over what can be read."""

from decimal import Decimal
from typing import Any

import pytest

from grants.applications.form.totals import Total, totals_of
from grants.calls.rules.document import Rules
from grants.calls.rules.validation import read_rules
from tests.factories.applications import options, rules_with
from tests.factories.documents import field

BUDGET = field("budget", "budget", categories=options("things", "travel"))
RANGE = {"currency": "EUR", "amount": {"min": "100.00", "max": "600.00"}, "limit": {}, "when_short": "stop"}


def rules(**funding: Any) -> Rules:
    return read_rules(rules_with(BUDGET, funding={**RANGE, **funding}))


def row(category: str = "things", quantity: str = "1", unit_price: str = "100", own: str = "") -> dict[str, str]:
    return {"category": category, "item": "x", "quantity": quantity, "unit_price": unit_price, "own": own}


def found(*rows: dict[str, str], **funding: Any) -> dict[str, Decimal]:
    document = rules(**funding)
    return {total.what: total.value for total in totals_of(document.fields[0], rows, document)}


def test_a_budget_says_what_it_costs_and_who_pays() -> None:
    sums = found(row(quantity="3", unit_price="33,33", own="9,99"), row(unit_price="10.01"))
    assert (sums["cost"], sums["own"], sums["requested"]) == (Decimal("110.00"), Decimal("9.99"), Decimal("100.01"))


@pytest.mark.parametrize(
    ("price", "what", "value"),
    [("599,99", "left", "0.01"), ("600,01", "over", "0.01"), ("600", None, None)],
)
def test_it_says_what_is_left_of_what_the_call_pays(price: str, what: str | None, value: str | None) -> None:
    sums = found(row(unit_price=price))
    assert {name: sums.get(name) for name in ("left", "over")} == {
        name: Decimal(value or "0") if name == what else None for name in ("left", "over")
    }


def test_a_fixed_sum_is_what_the_budget_has_to_come_to() -> None:
    assert found(row(unit_price="4000"), amount={"fixed": "4600.00"})["left"] == Decimal(600)


def test_what_cannot_be_read_is_left_out() -> None:
    assert found(row(unit_price="daudz"), row(unit_price="5"))["cost"] == Decimal("5.00")


def test_voluntary_work_stands_apart_where_it_counts() -> None:
    sums = found({**row(own="20"), "in_kind": "15"}, co_financing={"min_percent": "10", "in_kind": True})
    assert (sums["own_share"], sums["in_kind"], sums["requested"]) == (Decimal(35), Decimal(15), Decimal(65))


def test_a_capped_category_is_shown_with_its_share() -> None:
    document = rules(category_caps=[{"category": "travel", "max_percent": "40"}])
    totals = totals_of(document.fields[0], [row(), row("travel", unit_price="300")], document)
    assert totals[-1] == Total("category", Decimal("300.00"), "travel", percent=Decimal(75), most=Decimal(40))


def test_no_share_of_nothing() -> None:
    document = rules(category_caps=[{"category": "travel", "max_percent": "40"}])
    assert totals_of(document.fields[0], [], document)[-1].percent is None


def test_own_money_is_a_share_where_the_rules_want_one() -> None:
    document = rules(co_financing={"min_percent": "10", "in_kind": False})
    totals = totals_of(document.fields[0], [row(own="25")], document)
    assert next(total.percent for total in totals if total.what == "own") == Decimal(25)


def test_a_table_sums_its_columns_of_numbers() -> None:
    columns = [field("what", "short_text"), field("people", "integer"), field("hours", "number")]
    document = read_rules(rules_with(field("plan", "table", columns=columns)))
    rows = [{"what": "x", "people": "3", "hours": "1,5"}, {"what": "y", "people": "?", "hours": "2"}]
    assert totals_of(document.fields[0], rows, document) == [
        Total("column", Decimal(3), "people", is_money=False),
        Total("column", Decimal("3.5"), "hours", is_money=False),
    ]
