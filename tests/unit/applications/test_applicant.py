"""The first page: who applies, for what and for how much."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.applications.form.applicant import Applicant, asks_for_sum, understand_applicant
from grants.applications.form.problems import Problem, Wrong
from tests.factories.applications import APPLICANT, NUMBER, options
from tests.factories.documents import field
from tests.unit.applications.support import FREE, rules

FIXED = rules()
ASKED = rules(funding=FREE | {"amount": {"min": "100.00", "max": "5000.00"}})
GROUPS = rules(applicants={"kinds": ["informal_group", "association"]})


def read(typed: dict[str, Any], call: Any = FIXED, title: str = "Nometne") -> tuple[Applicant, list[Problem]]:
    return understand_applicant(call, title, {**APPLICANT, **typed}, {})


def wrong(typed: dict[str, Any], call: Any = FIXED, title: str = "Nometne") -> list[tuple[str, Wrong]]:
    return [(problem.field, problem.wrong) for problem in read(typed, call, title)[1]]


def test_a_right_first_page_has_no_problems() -> None:
    assert wrong({}) == []


def test_a_fixed_sum_is_asked_for_by_everybody() -> None:
    assert read({})[0].requested == Decimal("4600.00")


@pytest.mark.parametrize("name", ["kind", "name", "registration_number"])
def test_who_applies_is_needed(name: str) -> None:
    assert wrong({name: ""}) == [(f"_{name}", Wrong.MISSING)]


def test_a_title_is_needed() -> None:
    assert wrong({}, title="") == [("_title", Wrong.MISSING)]


@pytest.mark.parametrize(("name", "most"), [("name", 200), ("address", 300)])
def test_who_applies_has_limits(name: str, most: int) -> None:
    assert wrong({name: "ā" * most}) == []
    assert wrong({name: "ā" * (most + 1)}) == [(f"_{name}", Wrong.TOO_LONG)]


def test_a_title_has_a_limit() -> None:
    assert wrong({}, title="ā" * 200) == []
    assert wrong({}, title="ā" * 201) == [("_title", Wrong.TOO_LONG)]


def test_what_cannot_be_stored_is_refused_where_it_stands() -> None:
    assert wrong({"address": "Rīgas�iela 1"}) == [("_address", Wrong.UNSTORABLE)]
    assert wrong({}, title="Nometne�") == [("_title", Wrong.UNSTORABLE)]


def test_only_admitted_kinds_apply() -> None:
    assert wrong({"kind": "company"}) == [("_kind", Wrong.KIND_NOT_ADMITTED)]


def test_a_registration_number_is_tested() -> None:
    assert wrong({"registration_number": "40008000014"}) == [("_registration_number", Wrong.NO_REGISTRATION_NUMBER)]


def test_a_group_has_no_registration_number() -> None:
    applicant, problems = read({"kind": "informal_group"}, GROUPS)
    assert (applicant.registration_number, problems) == (None, [])


def test_who_applies_is_written_as_the_bundle_has_it() -> None:
    assert read({"registration_number": f"LV {NUMBER}"})[0].identity == APPLICANT


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [("_requested", Wrong.MISSING)]),
        ("99,99", [("_requested", Wrong.TOO_SMALL)]),
        ("100", []),
        ("5 000,00", []),
        ("5000,01", [("_requested", Wrong.TOO_LARGE)]),
        ("daudz", [("_requested", Wrong.NO_MONEY)]),
    ],
)
def test_the_sum_asked_for_stays_within_what_the_call_admits(typed: str, found: list[tuple[str, Wrong]]) -> None:
    assert wrong({"requested": typed}, ASKED) == found


def test_the_sum_follows_from_the_budget() -> None:
    call = rules(field("budget", "budget"), funding=FREE)
    answers = {"budget": [{"requested": "70.00"}, {"requested": "30.50"}]}
    assert understand_applicant(call, "Nometne", APPLICANT, answers)[0].requested == Decimal("100.50")


def test_a_budget_that_states_the_sum_cannot_be_left_out() -> None:
    assert wrong({}, rules(field("budget", "budget"), funding=FREE)) == [("budget", Wrong.MISSING)]


def test_a_budget_that_not_everybody_is_asked_leaves_the_sum_to_the_first_page() -> None:
    when = {"field": "kind", "equals": "big"}
    call = rules(field("kind", "choice", options=options("big")), field("budget", "budget", show_if=when), funding=FREE)
    assert asks_for_sum(call)


@given(
    st.dictionaries(
        st.sampled_from([*APPLICANT, "requested"]), st.none() | st.integers() | st.text() | st.lists(st.text())
    )
)
def test_nothing_that_is_typed_raises(typed: dict[str, Any]) -> None:
    understand_applicant(ASKED, "", typed, {})
