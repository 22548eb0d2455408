"""Whole forms: conditions, tables, answers bounded by answers, files; nothing that is typed can break the engine."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.applications.form.problems import UNANSWERED, Wrong
from grants.applications.form.typed import MAX_ROWS
from grants.applications.form.understood import understand
from tests.factories.applications import every_answer, every_field, options, table_columns
from tests.factories.documents import field
from tests.unit.applications.support import codes, rules, understood, wrong_with

EVERY = rules(*every_field())

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
likely_texts = st.sampled_from(["", "yes", "1.1.2030", "12,5", "sport", "a@b.lv", "LV00", "9" * 40, "1e999999", "-0"])
likely_rows = st.lists(
    st.dictionaries(
        st.sampled_from(["what", "people", "category", "item", "quantity", "unit_price", "own"]),
        likely_texts | json_values,
        max_size=6,
    ),
    max_size=4,
)
typed_json = st.dictionaries(
    st.sampled_from([each["code"] for each in every_field()]), likely_texts | likely_rows | json_values
)


def test_right_answers_to_every_type_have_no_problems() -> None:
    assert understand(EVERY, every_answer(), files={"statutes"}).problems == ()


def test_what_was_understood_is_understood_the_same_again() -> None:
    once = understand(EVERY, every_answer(), files={"statutes"})
    again = understand(EVERY, once.answers, files={"statutes"})
    assert (again.answers, again.problems) == (once.answers, ())


@given(typed_json)
def test_nothing_that_is_typed_raises(typed: dict[str, Any]) -> None:
    understand(EVERY, typed, files=())


@given(typed_json)
def test_only_what_has_no_problem_is_complete(typed: dict[str, Any]) -> None:
    first = understand(EVERY, typed, files={"statutes"})
    if not first.problems:
        assert understand(EVERY, first.answers, files={"statutes"}) == first


def test_an_empty_form_misses_every_required_answer_and_has_no_mistakes() -> None:
    assert set(codes(understand(EVERY, {}, files=()).problems)) <= UNANSWERED


def test_problems_come_in_the_order_of_the_form() -> None:
    found = [problem.field for problem in understand(EVERY, {"partner": "yes"}, files=()).problems]
    order = [each["code"] for each in every_field()]
    assert found == sorted(found, key=order.index)


CONDITIONAL = (
    field("has_partner", "yes_no"),
    field("partner", "short_text", required=True, show_if={"field": "has_partner", "equals": True}),
    field("since", "date", required=True, show_if={"field": "partner", "equals": "Skola"}),
)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ({}, []),
        ({"has_partner": "no"}, []),
        ({"has_partner": "yes"}, ["partner"]),
        ({"has_partner": True}, ["partner"]),
        ({"has_partner": "yes", "partner": "Skola"}, ["since"]),
        ({"has_partner": "no", "partner": "Skola"}, []),
    ],
)
def test_a_question_is_asked_only_under_its_condition(typed: dict[str, Any], missing: list[str]) -> None:
    assert [problem.field for problem in understood(typed, *CONDITIONAL).problems] == missing


def test_the_answer_to_a_question_that_is_not_asked_does_not_count() -> None:
    assert understood({"has_partner": "no", "partner": "Skola"}, *CONDITIONAL).answers == {"has_partner": False}


def test_a_condition_may_name_one_of_several_choices() -> None:
    fields = (
        field("groups", "multi_choice", options=options("a", "b")),
        field("why", "short_text", required=True, show_if={"field": "groups", "equals": "b"}),
    )
    assert codes(understood({"groups": ["a", "b"]}, *fields).problems) == [Wrong.MISSING]
    assert understood({"groups": ["a"]}, *fields).problems == ()


NUMBERS = (
    field("all", "integer"),
    field("some", "integer", max_field="all"),
    field("most", "integer", min_field="some"),
)


def test_an_answer_may_reach_the_answer_that_bounds_it() -> None:
    assert understood({"all": "5", "some": "5", "most": "5"}, *NUMBERS).problems == ()


def test_an_answer_is_not_above_the_one_that_bounds_it() -> None:
    problem = understood({"all": "5", "some": "6"}, *NUMBERS).problems[0]
    assert (problem.field, problem.wrong, problem.values) == ("some", Wrong.ABOVE_FIELD, {"other": "all", "most": 5})


def test_an_answer_is_not_below_the_one_that_bounds_it() -> None:
    assert codes(understood({"some": "6", "most": "5"}, *NUMBERS).problems) == [Wrong.BELOW_FIELD]


def test_an_unanswered_question_bounds_nothing() -> None:
    assert understood({"some": "6"}, *NUMBERS).problems == ()


def test_texts_beside_bounded_answers_are_no_numbers() -> None:
    assert understood({"goal": "Nometne", "all": "5", "some": "5"}, field("goal", "long_text"), *NUMBERS).problems == ()


def test_dates_bound_dates() -> None:
    fields = (field("start", "date"), field("end", "date", min_field="start"))
    assert understood({"start": "9.3.2030", "end": "10.3.2030"}, *fields).problems == ()
    assert codes(understood({"start": "10.3.2030", "end": "9.3.2030"}, *fields).problems) == [Wrong.BELOW_FIELD]


def test_a_cell_is_bounded_by_its_row_and_by_the_form() -> None:
    columns = [field("seats", "integer", max_field="all"), field("taken", "integer", max_field="seats")]
    fields = (field("all", "integer"), field("buses", "table", columns=columns))
    rows = [{"seats": "9", "taken": "9"}, {"seats": "11", "taken": "12"}]
    problems = understood({"all": "10", "buses": rows}, *fields).problems
    assert [(each.row, each.column, each.wrong) for each in problems] == [
        (1, "seats", Wrong.ABOVE_FIELD),
        (1, "taken", Wrong.ABOVE_FIELD),
    ]


def test_a_cell_may_depend_on_another_of_its_row() -> None:
    columns = [
        field("kind", "choice", options=options("camp", "other")),
        field("what", "short_text", required=True, show_if={"field": "kind", "equals": "other"}),
    ]
    rows = [{"kind": "camp", "what": ""}, {"kind": "other", "what": ""}]
    problems = understood({"plan": rows}, field("plan", "table", columns=columns)).problems
    assert [(each.row, each.column) for each in problems] == [(1, "what")]


def test_a_table_may_hold_every_type_of_cell() -> None:
    columns = [
        field("when", "date_range", required=True),
        field("who", "multi_choice", options=options("a", "b")),
        field("sure", "yes_no"),
    ]
    rows = [{"when": {"from": "1.3.2030", "until": "2.3.2030"}, "who": ["a"], "sure": "no"}]
    understood_rows = understood({"plan": rows}, field("plan", "table", columns=columns)).answers["plan"]
    assert understood_rows == [{"when": {"from": "2030-03-01", "until": "2030-03-02"}, "who": ["a"], "sure": False}]


def test_each_wrong_cell_is_named() -> None:
    rows = [{"what": "Pārgājiens", "people": "0"}, {"what": "", "people": "daudz"}]
    problems = understood({"plan": rows}, field("plan", "table", columns=table_columns())).problems
    assert [(each.input_name, each.wrong) for each in problems] == [
        ("a-plan:0:people", Wrong.TOO_SMALL),
        ("a-plan:1:what", Wrong.MISSING),
        ("a-plan:1:people", Wrong.NO_INTEGER),
    ]


@pytest.mark.parametrize(("count", "wrong"), [(1, [Wrong.TOO_FEW_ROWS]), (2, []), (3, []), (4, [Wrong.TOO_MANY_ROWS])])
def test_a_table_has_as_many_rows_as_the_rules_say(count: int, wrong: list[Wrong]) -> None:
    rows = [{"what": "x"}] * count
    assert wrong_with("table", rows, min_rows=2, max_rows=3, columns=[field("what", "short_text")]) == wrong


def test_a_table_has_a_limit_where_the_rules_set_none() -> None:
    columns = [field("what", "short_text")]
    assert wrong_with("table", [{"what": "x"}] * MAX_ROWS, columns=columns) == []
    assert wrong_with("table", [{"what": "x"}] * (MAX_ROWS + 1), columns=columns) == [Wrong.TOO_MANY_ROWS]


def test_a_required_table_needs_a_row() -> None:
    assert wrong_with("table", [], required=True, columns=table_columns()) == [Wrong.TOO_FEW_ROWS]


def test_a_required_file_is_missed() -> None:
    form = rules(field("statutes", "file", required=True))
    assert codes(understand(form, {}, files=()).problems) == [Wrong.MISSING]
    assert understand(form, {}, files={"statutes"}).problems == ()


def test_words_of_the_form_ask_nothing() -> None:
    assert understood({"intro": "x"}, field("intro", "static_text", required=True)).answers == {}


def test_answers_of_another_shape_than_the_present_rules_ask_count_as_empty() -> None:
    assert wrong_with("table", "before, this was a text", required=True, columns=table_columns()) == [
        Wrong.TOO_FEW_ROWS
    ]
