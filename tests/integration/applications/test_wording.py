"""Each way in which an answer can be wrong has words, in the language of the reader."""

from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from grants.applications.form.problems import Problem, Wrong
from grants.applications.labels import STATES
from grants.applications.models import ApplicationState
from grants.applications.wording import WORDS, label_for, words_for
from grants.calls.rules.validation import read_rules
from tests.factories.applications import every_field, rules_with

RULES = read_rules(rules_with(*every_field()))
VALUES = {
    "most": 20,
    "least": Decimal("0.5"),
    "length": 30,
    "other": "count",
    "category": "things",
    "percent": Decimal(40),
    "own": Decimal("1200.50"),
    "cost": Decimal(10),
    "total": Decimal(10),
    "fixed": Decimal(4600),
    "name": "a.exe",
    "kinds": ("pdf", "edoc"),
}


def test_every_way_to_be_wrong_has_words() -> None:
    assert set(WORDS) == set(Wrong)


def test_every_state_has_a_word() -> None:
    assert set(STATES) == set(ApplicationState)


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("wrong", list(Wrong))
def test_words_hold_their_values(app: Flask, wrong: Wrong, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        words = words_for(Problem("sum", wrong, values=VALUES), RULES)
    assert words
    assert "%" not in words.replace("40 %", "")


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (Problem("sum", Wrong.TOO_LARGE, values={"most": Decimal(1000)}), "At most 1000.00 EUR is possible."),
        (Problem("count", Wrong.TOO_LARGE, values={"most": 12000}), "At most 12\u00a0000 is possible."),
        (
            Problem("share", Wrong.ABOVE_FIELD, values={"other": "count", "most": Decimal(5)}),
            "This is more than the answer to “count (en)”: 5.",
        ),
        (
            Problem("budget", Wrong.CATEGORY_ABOVE_CAP, values={"category": "things", "percent": Decimal("12.5")}),
            "“things (en)” is more than 12.5 % of the sum requested.",
        ),
    ],
)
def test_values_are_written_as_people_write_them(app: Flask, problem: Problem, shown: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert words_for(problem, RULES) == shown


@pytest.mark.parametrize(
    ("problem", "label"),
    [
        (Problem("goal", Wrong.MISSING), "goal"),
        (Problem("_title", Wrong.MISSING), "Title of the project"),
        (Problem("plan", Wrong.MISSING, 1, "what"), "plan (en), 2., what (en)"),
        (Problem("budget", Wrong.MISSING, 0, "unit_price"), "budget (en), 1., Price of one, EUR"),
    ],
)
def test_a_question_is_named_with_its_row_and_column(app: Flask, problem: Problem, label: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert label_for(problem, RULES) == label
