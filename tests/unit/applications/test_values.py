"""Single answers as people write them, and each way in which one can be wrong."""

import pytest

from grants.applications.form.problems import Wrong
from tests.factories.applications import IBAN, NUMBER, options
from tests.unit.applications.support import answer_to, wrong_with


@pytest.mark.parametrize(
    ("kind", "typed", "understood"),
    [
        ("integer", "24", 24),
        ("integer", " 1 200 ", 1200),
        ("integer", "-3", -3),
        ("integer", "−3", -3),
        ("number", "2,5", "2.5"),
        ("number", "2.50", "2.50"),
        ("number", "12 345,5", "12345.5"),
        ("money", "4600", "4600.00"),
        ("money", "4 600,5 EUR", "4600.50"),
        ("money", "4\u00a0600,00 €", "4600.00"),
        ("date", "25.10.2018", "2018-10-25"),
        ("date", "25. 10. 2018.", "2018-10-25"),
        ("date", "2018-10-25", "2018-10-25"),
        ("date", "29.2.2024", "2024-02-29"),
        ("yes_no", "yes", True),
        ("yes_no", "no", False),
        ("declaration", "yes", True),
        ("email", "anna@EXAMPLE.org", "anna@example.org"),
        ("phone", "+371 20 000-000", "+371 20 000-000"),
        ("url", "www.example.org", "https://www.example.org"),
        ("url", "http://example.org/a?b", "http://example.org/a?b"),
        ("iban", "lv80 bank 0000 4351 9500 1", IBAN),
        ("registration_number", f"LV{NUMBER}", NUMBER),
        ("registration_number", "4000 8000 013", NUMBER),
        ("short_text", "Īss", "Īss"),
        ("address", "Lielā iela 1", "Lielā iela 1"),
    ],
)
def test_an_answer_is_understood_as_people_write_it(kind: str, typed: str, understood: object) -> None:
    assert answer_to(kind, typed) == understood


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("integer", "2,5", Wrong.NO_INTEGER),
        ("integer", "1.000", Wrong.NO_INTEGER),
        ("integer", "٣", Wrong.NO_INTEGER),
        ("integer", "daudz", Wrong.NO_INTEGER),
        ("number", "1,2,3", Wrong.NO_NUMBER),
        ("number", "1e9", Wrong.NO_NUMBER),
        ("number", "NaN", Wrong.NO_NUMBER),
        ("money", "12,345", Wrong.NO_MONEY),
        ("money", "1.000", Wrong.NO_MONEY),
        ("money", "-1", Wrong.NO_MONEY),
        ("money", "simts", Wrong.NO_MONEY),
        ("date", "31.2.2024", Wrong.NO_DATE),
        ("date", "29.2.2023", Wrong.NO_DATE),
        ("date", "10/25/2018", Wrong.NO_DATE),
        ("date", "0.0.0000", Wrong.NO_DATE),
        ("yes_no", "maybe", Wrong.NO_OPTION),
        ("declaration", "no", Wrong.NOT_DECLARED),
        ("email", "anna(at)example.org", Wrong.NO_EMAIL),
        ("email", f"{'a' * 250}@example.org", Wrong.NO_EMAIL),
        ("phone", "zvaniet vakarā", Wrong.NO_PHONE),
        ("phone", "+3712", Wrong.NO_PHONE),
        ("phone", "(((((((((((((", Wrong.NO_PHONE),
        ("url", "javascript:alert(1)", Wrong.NO_URL),
        ("url", "nav lapas", Wrong.NO_URL),
        ("iban", IBAN[:-1] + "2", Wrong.NO_IBAN),
        ("registration_number", NUMBER[:-1] + "4", Wrong.NO_REGISTRATION_NUMBER),
        ("registration_number", "4000", Wrong.NO_REGISTRATION_NUMBER),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused(kind: str, typed: str, wrong: Wrong) -> None:
    assert wrong_with(kind, typed) == [wrong]


def test_a_personal_code_is_no_registration_number() -> None:
    assert wrong_with("registration_number", "161175-19997") == [Wrong.NO_REGISTRATION_NUMBER]


@pytest.mark.parametrize("kind", ["short_text", "long_text", "address"])
def test_a_text_may_be_as_long_as_the_rules_say_and_no_longer(kind: str) -> None:
    assert wrong_with(kind, "ā" * 10, max_chars=10) == []
    assert wrong_with(kind, "ā" * 11, max_chars=10) == [Wrong.TOO_LONG]


@pytest.mark.parametrize(("kind", "most"), [("short_text", 300), ("address", 300), ("long_text", 10_000)])
def test_a_text_has_a_limit_where_the_rules_set_none(kind: str, most: int) -> None:
    assert wrong_with(kind, "ā" * most) == []
    assert wrong_with(kind, "ā" * (most + 1)) == [Wrong.TOO_LONG]


@pytest.mark.parametrize("kind", ["integer", "number", "money"])
def test_a_number_may_reach_its_bounds(kind: str) -> None:
    bounds = {"min": 2, "max": 9}
    assert [wrong_with(kind, typed, **bounds) for typed in ("2", "9")] == [[], []]
    assert wrong_with(kind, "1", **bounds) == [Wrong.TOO_SMALL]
    assert wrong_with(kind, "10", **bounds) == [Wrong.TOO_LARGE]


def test_bounds_with_decimals_are_exact() -> None:
    assert wrong_with("number", "0,30", min="0.3") == []
    assert wrong_with("number", "0,29", min="0.3") == [Wrong.TOO_SMALL]


def test_a_choice_takes_only_what_is_offered() -> None:
    offered = {"options": options("sport", "art")}
    assert answer_to("choice", "art", **offered) == "art"
    assert wrong_with("choice", "music", **offered) == [Wrong.NO_OPTION]


def test_several_choices_come_in_the_order_of_the_rules() -> None:
    assert answer_to("multi_choice", ["c", "a"], options=options("a", "b", "c")) == ["a", "c"]


def test_several_choices_take_only_what_is_offered() -> None:
    assert wrong_with("multi_choice", ["a", "x"], options=options("a", "b")) == [Wrong.NO_OPTION]


def test_a_range_of_dates_may_be_one_day() -> None:
    assert answer_to("date_range", {"from": "1.3.2030", "until": "1.3.2030"}) == {
        "from": "2030-03-01",
        "until": "2030-03-01",
    }


def test_a_range_of_dates_does_not_go_backwards() -> None:
    assert wrong_with("date_range", {"from": "2.3.2030", "until": "1.3.2030"}) == [Wrong.RANGE_REVERSED]


def test_a_range_of_dates_has_both_ends() -> None:
    assert wrong_with("date_range", {"from": "2.3.2030", "until": ""}) == [Wrong.NO_DATE]


EMPTY = {"date_range": {"from": "", "until": ""}, "multi_choice": [], "declaration": ""}
SINGLE = (
    *("short_text", "long_text", "integer", "number", "money", "date", "date_range", "yes_no", "choice"),
    *("multi_choice", "email", "phone", "url", "address", "iban", "registration_number", "declaration"),
)


@pytest.mark.parametrize("kind", SINGLE)
def test_a_required_answer_is_missed(kind: str) -> None:
    settings = {"options": options("a")} if "choice" in kind else {}
    missing = Wrong.NOT_DECLARED if kind == "declaration" else Wrong.MISSING
    assert wrong_with(kind, EMPTY.get(kind, ""), required=True, **settings) == [missing]


@pytest.mark.parametrize("kind", SINGLE)
def test_an_optional_answer_may_be_left_out(kind: str) -> None:
    settings = {"options": options("a")} if "choice" in kind else {}
    assert wrong_with(kind, EMPTY.get(kind, ""), **settings) == []
