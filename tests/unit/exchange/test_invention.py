"""What is invented passes the form it was invented for."""

import io
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grants.applications.form.applicant import understand_applicant
from grants.applications.form.problems import Problem
from grants.applications.form.understood import understand
from grants.calls.rules.document import FormField, Rules
from grants.calls.rules.validation import read_rules
from grants.exchange import demonstration
from grants.exchange.invention import invent_answers, invent_applicant, invent_file, invent_marks, invent_title
from grants.exchange.rehearsal.arrivals import arrivals
from grants.filetypes import MEDIA_TYPES, kind_of
from tests.factories.documents import Raw, field, rules_document, words

SEEDS = range(30)


def problems_with(rules: Rules, random: Random) -> list[Problem]:
    """Return what the form says to an invented application."""
    files = {one.code for one in rules.fields if one.type == "file"}
    form = understand(rules, invent_answers(rules, random), files)
    typed = invent_applicant(rules, random, 1)
    _applicant, problems = understand_applicant(rules, invent_title(random), typed, form.answers)
    return [*form.problems, *problems]


def problems_of(*fields: Raw, funding: Raw | None = None, seeds: range = SEEDS) -> list[Problem]:
    changes: dict[str, Any] = {
        "form": [{"code": "project", "title": words(), "fields": list(fields)}],
        "scoring": {"decimals": 2},
    }
    rules = read_rules(rules_document(**changes, **({"funding": funding} if funding else {})))
    return [problem for seed in seeds for problem in problems_with(rules, Random(seed))]


def funding(**changes: Any) -> Raw:
    return {
        "currency": "EUR",
        "amount": {"min": "400.00", "max": "600.00"},
        "limit": {},
        "when_short": "stop",
    } | changes


@pytest.mark.parametrize("name", demonstration.names())
def test_it_passes_the_form_of_every_demonstration_call(name: str) -> None:
    rules = read_rules(demonstration.load(name)["call"])
    assert [problem for seed in SEEDS for problem in problems_with(rules, Random(seed))] == []


def test_it_passes_a_form_with_every_type_of_field() -> None:
    option = [{"code": "a", "label": words()}, {"code": "b", "label": words()}]
    simple = ("short_text", "long_text", "integer", "number", "money", "date", "date_range", "yes_no", "email", "phone")
    more = ("url", "address", "iban", "registration_number", "declaration", "static_text", "file")
    fields = [field(f"f_{kind}", kind, required=True) for kind in (*simple, *more)]
    choices = [field(f"f_{kind}", kind, required=True, options=option) for kind in ("choice", "multi_choice")]
    cells = [one for one in (*fields, *choices) if one["type"] != "file"]
    columns = [{**one, "code": f"c_{one['code']}"} for one in cells]
    assert problems_of(*fields, *choices, field("rows", "table", columns=columns, min_rows=2, required=True)) == []


def test_it_keeps_the_length_of_a_text() -> None:
    assert (
        problems_of(field("one", "short_text", required=True, max_chars=1), field("ten", "long_text", max_chars=10))
        == []
    )


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (5, 5), (-7, -3), (None, 3), (100, None), ("0.25", "0.5"), ("0.3", 2), (10**9, None)]
)
@pytest.mark.parametrize("kind", ["number", "money", "integer"])
def test_it_keeps_the_bounds_of_a_number(kind: str, low: object, high: object) -> None:
    impossible = (kind == "money" and str(low).startswith("-")) or (kind == "integer" and low == "0.25")
    if not impossible:
        assert problems_of(field("n", kind, required=True, min=low, max=high)) == []


def test_it_keeps_bounds_that_other_numbers_set() -> None:
    chain = [
        field("all", "integer", required=True, max=50),
        field("girls", "integer", required=True, min=5, max_field="all"),
        field("youngest", "integer", required=True, max_field="girls"),
        field("budgeted", "money", required=True, min_field="all"),
    ]
    assert problems_of(*chain) == []
    assert problems_of(*reversed(chain)) == []


def test_it_keeps_the_order_of_dates() -> None:
    assert problems_of(field("last", "date", min_field="first"), field("first", "date")) == []


def test_it_keeps_bounds_of_cells_by_their_row_and_by_the_form() -> None:
    columns = [field("part", "integer", required=True, max_field="whole"), field("whole", "integer", max_field="all")]
    assert problems_of(field("all", "integer", min=1), field("rows", "table", columns=columns, min_rows=3)) == []


def test_conditions_are_answered_too() -> None:
    shown = field("name", "short_text", required=True, show_if={"field": "partner", "equals": True})
    assert problems_of(field("partner", "yes_no", required=True), shown) == []


CATEGORIES = [{"code": code, "label": words()} for code in ("food", "travel", "other")]


@pytest.mark.parametrize(
    "money",
    [
        funding(),
        funding(amount={"fixed": "4600.00"}),
        funding(amount={"max": "50.00"}),
        funding(amount={"min": "0.01", "max": "0.02"}),
        funding(amount={"min": "20000.00", "max": "900000.00"}),
        funding(co_financing={"min_percent": "12.5", "in_kind": False}),
        funding(category_caps=[{"category": "food", "max_percent": "3"}, {"category": "other", "max_percent": "0"}]),
        funding(
            category_caps=[
                {"category": "food", "max_percent": "20"},
                {"category": "travel", "max_percent": "30"},
                {"category": "other", "max_percent": "50"},
            ]
        ),
    ],
)
def test_a_budget_keeps_the_rules_of_money(money: Raw) -> None:
    assert problems_of(field("budget", "budget", required=True, categories=CATEGORIES), funding=money) == []


@pytest.mark.parametrize("limits", [{"min_rows": 5}, {"max_rows": 1}, {"max_rows": 3, "min_rows": 3}])
def test_a_budget_has_as_many_rows_as_the_form_wants(limits: Raw) -> None:
    assert (
        problems_of(field("budget", "budget", required=True, categories=CATEGORIES, **limits), funding=funding()) == []
    )


def test_a_budget_without_categories_has_one_row() -> None:
    assert problems_of(field("budget", "budget", required=True), funding=funding()) == []


@st.composite
def forms(draw: st.DrawFn) -> list[Raw]:
    """Draw fields with all kinds of settings, each bound by fields that stand anywhere."""
    count = draw(st.integers(1, 6))
    numbers = [
        field(
            f"n{place}",
            draw(st.sampled_from(("integer", "number", "money"))),
            required=draw(st.booleans()),
            min=draw(st.sampled_from((None, 0, 1, 7))),
            max=draw(st.sampled_from((None, 60, "99.5"))),
            max_field=f"n{place + 1}" if place + 1 < count and draw(st.booleans()) else None,
        )
        for place in range(count)
    ]
    others = [
        field(
            f"t{place}",
            kind,
            required=draw(st.booleans()),
            max_chars=draw(st.integers(1, 400)),
            show_if=draw(st.sampled_from((None, {"field": "asked", "equals": True}))),
        )
        for place, kind in enumerate(draw(st.lists(st.sampled_from(("short_text", "long_text", "date", "email")))))
    ]
    return draw(st.permutations([field("asked", "yes_no"), *numbers, *others]))


@given(forms(), st.integers(0, 10**6))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_passes_random_forms(fields: list[Raw], seed: int) -> None:
    assert problems_of(*fields, seeds=range(seed, seed + 2)) == []


def test_the_same_seed_invents_the_same() -> None:
    rules = read_rules(rules_document())
    assert invent_answers(rules, Random(7)) == invent_answers(rules, Random(7))


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_an_invented_file_is_what_it_says(kind: str) -> None:
    name, content = invent_file(FormField.model_validate({"code": "f", "type": "file", "accept": [kind]}))
    assert name.endswith(f".{kind}")
    assert kind_of(io.BytesIO(content), name, {kind}) == kind


def test_a_field_that_takes_any_file_gets_a_pdf() -> None:
    assert invent_file(FormField(code="f", type="file"))[0] == "pielikums.pdf"


@pytest.mark.parametrize("worth", [-3.0, 0.0, 0.5, 1.0, 4.0])
def test_invented_marks_stand_on_their_scales(worth: float) -> None:
    rules = read_rules(demonstration.load("liepkalne-2025")["call"])
    for seed in SEEDS:
        marks = invent_marks(rules.criteria, worth, Random(seed))
        assert all(one.allows(type(one.min)(marks[one.code])) for one in rules.criteria)


def test_everybody_arrives_while_the_call_is_open_and_most_on_the_last_day() -> None:
    rules = read_rules(rules_document())
    moments = arrivals(rules, 1000, Random(1))
    schedule = rules.schedule
    assert moments == sorted(moments)
    assert schedule.opens_at <= moments[0]
    assert moments[-1] < schedule.closes_at
    last_day = sum((schedule.closes_at - moment).days == 0 for moment in moments)
    assert 500 < last_day < 900
