"""What must hold between the values of a rules document, one line a rule."""

from typing import Any

import pytest

from grants.calls.rules.validation import validate_rules
from tests.factories.documents import Raw, changed, criterion, field, fields, rules_document, schedule, words

FIELDS = "form/0/fields"
OPTION = {"code": "a", "label": words()}


def paths(document: Raw) -> list[str]:
    return [problem.path for problem in validate_rules(document)]


def with_fields(*more: Raw) -> Raw:
    return changed(rules_document(), FIELDS, [*fields(), *more])


def table(*columns: Raw, **changes: Any) -> Raw:
    return field("t", "table", columns=list(columns), **changes)


@pytest.mark.parametrize(
    ("times", "path"),
    [
        ({"opens_at": "2029-10-31T09:00:00+02:00"}, "opens_at"),
        ({"questions_until": "2029-10-31T09:00:00+02:00"}, "questions_until"),
        ({"closes_at": "2029-12-01T14:59:59+02:00"}, "closes_at"),
        ({"opens_at": "2029-12-10T15:00:00+02:00"}, "closes_at"),
        ({"evaluation_due_at": "2029-12-10T14:59:59+02:00"}, "evaluation_due_at"),
        ({"decision_due_at": "2030-01-10T16:59:59+02:00"}, "decision_due_at"),
        (
            {"implementation": {"from": "2030-03-02", "until": "2030-03-01", "min_months": 1, "max_months": 1}},
            "implementation.until",
        ),
        (
            {"implementation": {"from": "2030-03-01", "until": "2030-03-01", "min_months": 2, "max_months": 1}},
            "implementation.max_months",
        ),
    ],
)
def test_times_out_of_order_are_refused(times: Raw, path: str) -> None:
    assert paths(rules_document(schedule=schedule(**times))) == [f"call.schedule.{path}"]


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": "2029-11-01T07:00:00Z"},
        {"questions_until": "2029-12-10T15:00:00+02:00"},
        {"evaluation_due_at": "2029-12-10T13:00:00Z"},
        {"decision_due_at": "2030-01-10T17:00:00+02:00"},
        {"implementation": {"from": "2029-01-01", "until": "2029-01-01", "min_months": 1, "max_months": 1}},
        {"events": [{"title": words(), "starts_at": "2020-01-01T10:00:00Z", "place": "Tiešsaiste"}]},
    ],
)
def test_times_that_real_calls_have_are_allowed(times: Raw) -> None:
    assert paths(rules_document(schedule=schedule(**times))) == []


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"max": "0"}, "max"),
        ({"max": "-1"}, "max"),
        ({"step": "2"}, "step"),
        ({"step": "0.3"}, "step"),
        ({"step": "0.3333333333"}, "step"),
        ({"threshold": "5.01"}, "threshold"),
        ({"threshold": "-0.01"}, "threshold"),
    ],
)
def test_scales_that_do_not_work_out_are_refused(changes: Raw, path: str) -> None:
    document = rules_document(criteria=[criterion("2.1"), criterion("2.2", weight="2", **changes)])
    assert f"call.criteria[1].{path}" in paths(document)


@pytest.mark.parametrize("changes", [{"step": "0.1"}, {"step": "5"}, {"threshold": "5"}, {"threshold": "0"}])
def test_scales_that_work_out_exactly_are_allowed(changes: Raw) -> None:
    assert paths(rules_document(criteria=[criterion("2.1"), criterion("2.2", weight="2", **changes)])) == []


@pytest.mark.parametrize(("threshold", "problems"), [("15", 0), ("15.01", 1)])
def test_a_total_threshold_is_at_most_the_largest_weighted_sum(threshold: str, problems: int) -> None:
    assert len(paths(changed(rules_document(), "scoring/total_threshold", threshold))) == problems


def test_a_threshold_out_of_reach_names_the_largest_weighted_sum() -> None:
    (problem,) = validate_rules(changed(rules_document(), "scoring/total_threshold", "16"))
    assert str(problem) == 'call.scoring.total_threshold: is "16"; expected at most 15, the largest weighted sum'


def test_the_largest_weighted_sum_is_named_to_its_last_digit() -> None:
    longest = {"max": "123456789012345.6", "step": "0.1", "weight": "987654321098765.3"}
    document = rules_document(criteria=[criterion("2.1"), criterion("2.2", **longest)])
    (problem,) = validate_rules(changed(document, "scoring/total_threshold", 30 * "9"))
    assert "at most 121932631137021700989178616892.68, " in str(problem)


@pytest.mark.parametrize(
    "tie_break",
    [
        "criterion:9.9",
        "criterion:2.2:desc",
        "criterion",
        "requested",
        "requested:up",
        "submitted_at",
        "own_share:asc",
        "funded_before:desc",
        "funded_before:asc",
        "field:participants_total",
        "field:goal:asc",
        "field:nothing:desc",
        "field:what:asc",
        "lottery",
        "",
    ],
)
def test_a_tie_break_that_compares_nothing_is_refused(tie_break: str) -> None:
    assert paths(rules_document(scoring={"decimals": 2, "tie_break": [tie_break]})) == ["call.scoring.tie_break[0]"]


@pytest.mark.parametrize(
    "tie_break",
    [
        "criterion:2.1",
        "requested:asc",
        "requested:desc",
        "submitted_at:asc",
        "submitted_at:desc",
        "field:participants_total:desc",
        "own_share:desc",
        "funded_before:asc",
    ],
)
def test_every_tie_break_of_the_format_is_allowed(tie_break: str) -> None:
    document = with_fields(field("funded_before", "yes_no"))
    assert paths(changed(document, "scoring/tie_break", [tie_break])) == []


def test_a_tie_break_given_twice_is_refused() -> None:
    document = changed(rules_document(), "scoring/tie_break", ["requested:asc", "requested:asc"])
    assert paths(document) == ["call.scoring.tie_break[1]"]


@pytest.mark.parametrize(
    ("amount", "when_short", "found"),
    [
        ({"fixed": "1.00"}, "stop", []),
        ({"min": "1.00", "max": "1.00"}, "partial", []),
        ({"max": "1.00"}, "skip", []),
        ({"fixed": "1.00"}, "partial", ["call.funding.when_short"]),
        ({"fixed": "1.00", "max": "2.00"}, "stop", ["call.funding.amount"]),
        ({"fixed": "1.00", "min": "1.00"}, "stop", ["call.funding.amount"]),
        ({"min": "1.00"}, "stop", ["call.funding.amount"]),
        ({}, "stop", ["call.funding.amount"]),
        ({"fixed": None}, "stop", ["call.funding.amount"]),
        ({"min": "1.01", "max": "1.00"}, "stop", ["call.funding.amount.max"]),
    ],
)
def test_an_amount_is_a_fixed_sum_or_a_range(amount: Raw, when_short: str, found: list[str]) -> None:
    document = changed(rules_document(), "funding/amount", amount)
    assert paths(changed(document, "funding/when_short", when_short)) == found


@pytest.mark.parametrize(
    ("caps", "found"),
    [
        (["equipment"], []),
        (["travel"], ["category_caps[0].category"]),
        (["equipment", "equipment"], ["category_caps[1].category"]),
    ],
)
def test_a_cap_is_on_one_category_of_a_budget(caps: list[str], found: list[str]) -> None:
    document = changed(
        rules_document(), "funding/category_caps", [{"category": one, "max_percent": "40"} for one in caps]
    )
    assert paths(document) == [f"call.funding.{path}" for path in found]


def test_a_cap_on_an_unknown_category_is_found_beside_a_budget_without_categories() -> None:
    document = with_fields(field("rent", "budget"))
    caps = [{"category": "travel", "max_percent": "40"}]
    assert "call.funding.category_caps[0].category" in paths(changed(document, "funding/category_caps", caps))


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("funding/carried_over", {"amount": "32200.00", "source": "2029"}, []),
        ("funding/carried_over", {"amount": "32200.01", "source": "2029"}, ["call.funding.carried_over.amount"]),
        ("committee/quorum", 5, []),
        ("committee/quorum", 6, ["call.committee.quorum"]),
        ("applicants/age", {"min": 13, "max": 13}, []),
        ("applicants/age", {"min": 14, "max": 13}, ["call.applicants.age.max"]),
        ("applicants/kinds", ["company", "company"], ["call.applicants.kinds[1]"]),
        ("languages", ["lv", "en", "lv"], ["call.languages[2]"]),
        ("channels", [{"kind": "post"}, {"kind": "post"}], ["call.channels[1].kind"]),
        ("channels", [{"kind": "post", "until": "2029-11-01T00:00:00Z"}], ["call.channels[0].until"]),
        ("channels", [{"kind": "post", "until": "2031-11-01T00:00:00Z", "counts": "postmark"}], []),
        (
            "signature",
            {"by": ["paper", "paper"], "within_working_days": 0},
            ["call.signature.by[1]"],
        ),
    ],
)
def test_people_and_channels_fit_together(path: str, value: object, found: list[str]) -> None:
    assert paths(changed(rules_document(), path, value)) == found


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("criteria/0/code", "2.2", "call.criteria[1].code"),
        ("checks", [{"code": "1", "text": words(), "clarifiable": True}] * 2, "call.checks[1].code"),
        ("form", [{"code": "a", "title": words(), "fields": []}] * 2, "call.form[1].code"),
        (
            "form",
            [{"code": code, "title": words(), "fields": [field("x", "email")]} for code in "ab"],
            "call.form[1].fields[0].code",
        ),
        (f"{FIELDS}/6/columns", [field("x", "email"), field("x", "phone")], "call.form[0].fields[6].columns[1].code"),
        (f"{FIELDS}/5/options", [OPTION, OPTION], "call.form[0].fields[5].options[1].code"),
        (f"{FIELDS}/7/categories", [OPTION, OPTION], "call.form[0].fields[7].categories[1].code"),
    ],
)
def test_a_code_occurs_once(path: str, value: object, found: str) -> None:
    assert paths(changed(rules_document(), path, value)) == [found]


def test_columns_of_two_tables_may_share_codes() -> None:
    assert paths(with_fields(table(field("what", "short_text")))) == []


@pytest.mark.parametrize(
    ("added", "found"),
    [
        (field("t", "table"), "columns"),
        (table(), "columns"),
        (table(field("x", "table", columns=[field("y", "email")])), "columns[0].type"),
        (table(field("x", "budget")), "columns[0].type"),
        (table(field("x", "file")), "columns[0].type"),
        (table(field("x", "email"), min_rows=2, max_rows=1), "max_rows"),
        (field("c", "choice"), "options"),
        (field("c", "multi_choice", options=[]), "options"),
        (field("n", "integer", min=2, max=1), "max"),
        (field("n", "number", min="0.2", max="0.1"), "max"),
        (field("n", "integer", max_field="nothing"), "max_field"),
        (field("n", "integer", max_field="goal"), "max_field"),
        (field("n", "integer", min_field="n"), "min_field"),
        (field("d", "date", min_field="participants_total"), "min_field"),
    ],
)
def test_a_field_that_cannot_be_answered_is_refused(added: Raw, found: str) -> None:
    assert paths(with_fields(added)) == [f"call.form[0].fields[8].{found}"]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"field": "has_partner", "equals": False}, []),
        ({"field": "topic", "equals": "art"}, []),
        ({"field": "goal", "equals": "anything"}, []),
        ({"field": "nothing", "equals": True}, ["field"]),
        ({"field": "has_partner", "equals": "yes"}, ["equals"]),
        ({"field": "topic", "equals": "music"}, ["equals"]),
        ({"field": "topic", "equals": ["art"]}, ["equals"]),
        ({"field": "added", "equals": "x"}, ["field"]),
    ],
)
def test_a_condition_names_a_field_and_a_possible_answer(condition: Raw, found: list[str]) -> None:
    document = with_fields(field("added", "short_text", show_if=condition))
    assert paths(document) == [f"call.form[0].fields[8].show_if.{name}" for name in found]


@pytest.mark.parametrize(("answer", "problems"), [("a", 0), (["a"], 0), ("b", 1), (["a", "b"], 1), ([1], 1)])
def test_a_condition_on_several_answers_names_options(answer: object, problems: int) -> None:
    document = with_fields(
        field("many", "multi_choice", options=[OPTION]),
        field("added", "email", show_if={"field": "many", "equals": answer}),
    )
    assert len(paths(document)) == problems


def test_a_column_may_depend_on_its_table_row_and_on_the_form() -> None:
    own = field("x", "email", show_if={"field": "row_yes", "equals": True})
    outer = field("y", "email", show_if={"field": "has_partner", "equals": True})
    assert paths(with_fields(table(field("row_yes", "yes_no"), own, outer))) == []


def test_conditions_in_a_circle_are_refused_once_with_the_way_round() -> None:
    circle = [field(code, "email", show_if={"field": other, "equals": "x"}) for code, other in ("ab", "bc", "ca")]
    leading_in = field("d", "email", show_if={"field": "a", "equals": "x"})
    (problem,) = validate_rules(with_fields(*circle, leading_in))
    assert problem.path == "call.form[0].fields[8].show_if.field"
    assert problem.wrong == "is cyclic: a → b → c → a"


def test_columns_in_a_circle_are_refused() -> None:
    columns = [field(code, "email", show_if={"field": other, "equals": "x"}) for code, other in ("ab", "ba")]
    assert paths(with_fields(table(*columns))) == ["call.form[0].fields[8].columns[0].show_if.field"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("form/0/fields", None),
        ("form/0/fields/1/code", 7),
        ("criteria", {}),
        ("criteria/1/code", None),
        ("form", "none"),
    ],
)
def test_a_broken_part_is_not_reported_a_second_time_by_what_refers_to_it(path: str, value: object) -> None:
    refers = ["criterion:2.2", "field:participants_total:asc", "funded_before:asc"]
    document = changed(with_fields(field("funded_before", "yes_no")), "scoring/tie_break", refers)
    assert len(paths(changed(document, path, value))) == 1


def test_errors_everywhere_are_reported_at_once_in_the_order_of_their_places() -> None:
    document = changed(rules_document(), "criteria/0/title", 7)
    document = changed(document, "criteria/1/threshold", "6")
    document = changed(document, "schedule/closes_at", "2029-11-01T09:00:00+02:00")
    document = changed(document, "slug", "Not a slug")
    assert paths(document) == [
        "call.criteria[0].title",
        "call.criteria[1].threshold",
        "call.schedule.closes_at",
        "call.schedule.closes_at",
        "call.slug",
    ]
