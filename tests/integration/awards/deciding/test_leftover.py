"""Money left goes into the next call of the programme as a recorded figure, where the rules say so."""

from decimal import Decimal

import pytest

from grants.accounts.models import Person
from grants.awards.deciding.leftover import left_of, left_to
from grants.calls.models import Call
from grants.calls.queries import call_by_slug, rules_of
from grants.calls.starting.leftover import carried
from tests.factories.awards import a_decided_call, a_deliberated_call, a_member, an_official_of, judged
from tests.integration.access.acts import NINE
from tests.integration.awards.conftest import Browser

pytestmark = pytest.mark.usefixtures("monday")

FUNDING = {
    "currency": "EUR",
    "amount": {"max": "9000.00"},
    "limit": {"total": "10000.00"},
    "when_short": "stop",
    "unused": "next_round",
}


@pytest.fixture
def call() -> Call:
    return a_decided_call(judged("A-1", "5", "5"), funding=FUNDING)


@pytest.fixture
def official(call: Call) -> Person:
    return an_official_of(call)


def copied(browser_of: Browser, official: Person, total: str) -> str:
    """Copy the call with another total, and return the address of the page of the draft."""
    visitor = browser_of(official)
    values = visitor.see("/office/calls/piemers-2030/copy").form("Store as a draft").values
    answer = visitor.post("/office/calls/piemers-2030/copy", data={**values, **NINE, "projects": "", "total": total})
    assert answer.status_code == 303
    return answer.location.rpartition("/")[2]


def test_what_was_not_awarded_is_left(call: Call) -> None:
    assert left_of(call) == Decimal("5400.00")


def test_nothing_is_left_before_the_decision() -> None:
    assert left_of(a_deliberated_call(judged("A-1", "5", "5"), funding=FUNDING)) is None


def test_nothing_is_left_where_the_rules_do_not_say_so() -> None:
    rules = {name: value for name, value in FUNDING.items() if name != "unused"}
    assert left_of(a_decided_call(judged("A-1", "5", "5"), funding=rules)) is None


def test_who_has_an_application_of_their_own_does_not_learn_it_before_the_results(call: Call) -> None:
    assert left_to(call, a_member(call, "A-1")) is None


def test_a_call_made_from_this_one_names_the_money_left_and_where_it_is_from(
    call: Call, official: Person, browser_of: Browser
) -> None:
    made = rules_of(call_by_slug(copied(browser_of, official, "20000,00"))).funding.carried_over
    assert made is not None
    assert (made.amount, made.source) == (Decimal("5400.00"), "Piemērs (piemers-2030)")


def test_a_call_with_less_money_than_was_left_names_none(call: Call, official: Person, browser_of: Browser) -> None:
    assert rules_of(call_by_slug(copied(browser_of, official, "5000,00"))).funding.carried_over is None


@pytest.mark.parametrize(("total", "named"), [("5400.00", True), ("5399.99", False), (None, False)])
def test_all_that_is_left_has_to_be_in_the_money_of_the_new_call(call: Call, total: str | None, *, named: bool) -> None:
    document = {"funding": {"limit": {} if total is None else {"total": total}}}
    assert ("carried_over" in carried(document, Decimal("5400.00"), call)["funding"]) is named
