"""Budgets: exact sums, own share, caps, and the sum the call admits."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.applications.form.budget import requested_in
from grants.applications.form.problems import Wrong
from tests.factories.applications import options
from tests.factories.documents import field
from tests.unit.applications.support import codes, understood

BUDGET = field("budget", "budget", categories=options("things", "travel"))


def funding(**changes: Any) -> dict[str, Any]:
    amount = {"min": "100.00", "max": "1000.00"}
    return {"currency": "EUR", "amount": amount, "limit": {}, "when_short": "stop"} | changes


def row(price: str = "500", **changes: str) -> dict[str, str]:
    return {"category": "things", "item": "Telts", "quantity": "1", "unit_price": price, "own": ""} | changes


def read(*rows: dict[str, str], **changes: Any) -> Any:
    return understood({"budget": list(rows)}, BUDGET, funding=funding(**changes))


def wrong(*rows: dict[str, str], **changes: Any) -> list[Wrong]:
    return codes(read(*rows, **changes).problems)


def test_a_row_asks_for_its_cost_without_the_own_money() -> None:
    budget = read(row("33,33", quantity="3", own="9,99"), row("20")).answers["budget"]
    assert [each["requested"] for each in budget] == ["90.00", "20.00"]


IN_KIND = {"co_financing": {"min_percent": "10", "in_kind": True}}


def test_voluntary_work_is_own_share_where_the_rules_count_it() -> None:
    found = read(row("500", own="30", in_kind="20"), **IN_KIND)
    (budget,) = found.answers["budget"]
    assert (budget["own"], budget["in_kind"], budget["requested"]) == ("30.00", "20.00", "450.00")
    assert codes(found.problems) == []


def test_voluntary_work_is_asked_for_only_where_it_counts() -> None:
    budget = read(row("500", own="50", in_kind="20")).answers["budget"][0]
    assert ("in_kind" in budget, budget["requested"]) == (False, "450.00")


@pytest.mark.parametrize(
    ("own", "in_kind", "expected"), [("25", "24,99", [Wrong.OWN_SHARE_TOO_SMALL]), ("25", "25", [])]
)
def test_money_and_voluntary_work_together_make_the_own_share(own: str, in_kind: str, expected: list[Wrong]) -> None:
    assert wrong(row("500", own=own, in_kind=in_kind), **IN_KIND) == expected


@pytest.mark.parametrize(("own", "in_kind", "column"), [("100,01", "", "own"), ("60", "40,01", "in_kind")])
def test_the_own_share_is_no_more_than_the_row_costs(own: str, in_kind: str, column: str) -> None:
    (problem,) = read(row("100", own=own, in_kind=in_kind), **IN_KIND).problems
    assert (problem.wrong, problem.column) == (Wrong.OWN_ABOVE_COST, column)


def test_half_a_cent_is_rounded_up() -> None:
    assert read(row("100,01", quantity="1,5")).answers["budget"][0]["requested"] == "150.02"


def test_what_is_left_blank_is_one_piece_and_no_own_money() -> None:
    budget = read(row("500", quantity="", own="")).answers["budget"][0]
    assert (budget["quantity"], budget["own"]) == ("1", "0.00")


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"item": ""}, "item", Wrong.MISSING),
        ({"item": "x" * 301}, "item", Wrong.TOO_LONG),
        ({"category": ""}, "category", Wrong.MISSING),
        ({"category": "food"}, "category", Wrong.NO_OPTION),
        ({"quantity": "0"}, "quantity", Wrong.TOO_SMALL),
        ({"quantity": "1000001"}, "quantity", Wrong.TOO_LARGE),
        ({"unit_price": ""}, "unit_price", Wrong.MISSING),
        ({"unit_price": "1.000"}, "unit_price", Wrong.NO_MONEY),
        ({"own": "500,01"}, "own", Wrong.OWN_ABOVE_COST),
        ({"unit_price": "2000000000"}, "unit_price", Wrong.COST_TOO_LARGE),
    ],
)
def test_a_wrong_cell_is_named(changes: dict[str, str], column: str, code: Wrong) -> None:
    problem = read(row(price="500") | changes).problems[0]
    assert (problem.row, problem.column, problem.wrong) == (0, column, code)


def test_every_wrong_cell_of_a_row_is_named_at_once() -> None:
    assert wrong(row("", item="", quantity="x")) == [Wrong.MISSING, Wrong.NO_NUMBER, Wrong.MISSING]


@pytest.mark.parametrize(
    ("price", "found"),
    [
        ("100", []),
        ("1000", []),
        ("99,99", [Wrong.TOTAL_TOO_SMALL]),
        ("1000,01", [Wrong.TOTAL_TOO_LARGE]),
    ],
)
def test_the_total_stays_within_what_the_call_admits(price: str, found: list[Wrong]) -> None:
    assert wrong(row(price)) == found


@pytest.mark.parametrize(("price", "found"), [("460", []), ("459,99", [Wrong.TOTAL_NOT_FIXED])])
def test_a_fixed_sum_is_asked_for_exactly(price: str, found: list[Wrong]) -> None:
    assert wrong(row(price), amount={"fixed": "460.00"}) == found


@pytest.mark.parametrize(("own", "found"), [("50", []), ("49,99", [Wrong.OWN_SHARE_TOO_SMALL])])
def test_the_own_share_is_of_the_whole_cost(own: str, found: list[Wrong]) -> None:
    assert wrong(row("500", own=own), co_financing={"min_percent": "10", "in_kind": False}) == found


@pytest.mark.parametrize(("price", "found"), [("400", []), ("400,01", [Wrong.CATEGORY_ABOVE_CAP])])
def test_a_category_stays_under_its_cap(price: str, found: list[Wrong]) -> None:
    rest = row(str(Decimal(1000) - Decimal(price.replace(",", "."))), category="travel")
    assert wrong(row(price), rest, category_caps=[{"category": "things", "max_percent": "40"}]) == found


def test_a_budget_without_categories_asks_for_none() -> None:
    plain = field("budget", "budget")
    found = understood({"budget": [row("500")]}, plain, funding=funding())
    assert (found.problems, "category" in found.answers["budget"][0]) == ((), False)


prices = st.decimals(min_value=0, max_value=10_000, places=2).map(str)


@given(st.lists(st.tuples(prices, st.integers(1, 50)), min_size=1, max_size=20))
def test_the_sum_asked_for_is_exact(rows: list[tuple[str, int]]) -> None:
    free = funding(amount={"max": "99999999.00"})
    typed = [row(price, quantity=str(count)) for price, count in rows]
    found = understood({"budget": typed}, BUDGET, funding=free)
    assert requested_in(found.answers["budget"]) == sum(Decimal(price) * count for price, count in rows)
