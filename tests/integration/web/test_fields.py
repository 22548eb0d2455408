"""Fields of forms: what is typed is read in Latvian habits, and stays when it cannot be read."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from grants.web.fields import DayField, EmailField, LineField, MomentField, MoneyField, NumberField, TextField
from grants.web.forms import Form, Required, between

PAGE = """{% from "web/macros/fields.html" import field %}
{% for each in form if each.name != "csrf_token" %}{{ field(each) }}{% endfor %}"""


class Everything(Form):
    """Have a field of each kind."""

    line = LineField("Line", [Required()], max_chars=10)
    text = TextField("Text", max_chars=10)
    email = EmailField("E-mail")
    number = NumberField("Number", [between(0, 50)], max_decimals=1)
    money = MoneyField("Money")
    day = DayField("Day")
    moment = MomentField("Moment")
    choice = SelectField("Choice", choices=[SelectChoice("a", "A"), SelectChoice("b", "B")], default="a")
    truth = BooleanField("Truth")


def send(frame: Flask, **typed: str) -> tuple[Any, str]:
    """Return the form after something was typed into it, and the page that shows it again."""
    frame.config["WTF_CSRF_ENABLED"] = False
    with frame.test_request_context("/", method="POST", headers={"Accept-Language": "en"}):
        form = Everything(MultiDict({"line": "x", "choice": "a", **typed}))
        form.validate()
        return form, render_template_string(PAGE, form=form)


def test_typed_values_become_what_they_mean(frame: Flask) -> None:
    form, _page = send(
        frame,
        line=" ā ",
        text="a\r\nb",
        email="Anna@Example.LV",
        number="44,5",
        money="4 600,00 EUR",
        day="25.10.2018.",
        moment="25.10.2018. plkst. 15.00",
    )
    assert not form.errors
    assert {name: value for name, value in form.data.items() if name not in ("choice", "truth")} == {
        "line": "ā",
        "text": "a\nb",
        "email": "anna@example.lv",
        "number": Decimal("44.5"),
        "money": Decimal("4600.00"),
        "day": date(2018, 10, 25),
        "moment": datetime(2018, 10, 25, 12, 0, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("line", "", "This is needed."),
        ("line", "  ", "This is needed."),
        ("line", "x" * 11, "At most 10 characters."),
        ("line", "a\nb", "Write it in one line."),
        ("text", "a\0b", "It holds a character that cannot be stored. Type it instead of pasting it."),
        pytest.param("text", "x" * 10_000_000, "At most 10 characters.", id="ten million"),
        ("email", "anna", "Write an e-mail address, such as name@example.lv."),
        ("number", "many", "Write a number, such as 1234,50."),
        ("number", "1,25", "At most 1 digit after the comma."),
        ("number", "50,5", "At most 50."),
        ("number", "-1", "At least 0."),
        ("money", "0,001", "At most 2 digits after the comma."),
        ("day", "31.02.2018", "Write a day, such as 25.10.2018."),
        ("moment", "25.10.2018", "Write a day and a time, such as 25.10.2018 15.00."),
        ("choice", "c", "Not a valid choice."),
    ],
)
def test_what_cannot_be_read_is_named(frame: Flask, name: str, typed: str, message: str) -> None:
    form, _page = send(frame, **{name: typed})
    assert form.errors == {name: [message]}


@pytest.mark.parametrize(("number", "correct"), [("0", True), ("50", True)])
def test_the_ends_of_a_range_belong_to_it(frame: Flask, number: str, correct: bool) -> None:
    assert (not send(frame, number=number)[0].errors) is correct


def test_what_was_typed_is_shown_again(frame: Flask) -> None:
    _form, page = send(frame, money="4600,001", day="31.02.2018", text="<b>long text</b>")
    assert 'value="4600,001"' in page
    assert 'value="31.02.2018"' in page
    assert "&lt;b&gt;long text&lt;/b&gt;" in page


@pytest.mark.parametrize("kind", ["number", "money", "day", "moment"])
def test_a_field_is_as_wide_as_what_is_typed_into_it(frame: Flask, kind: str) -> None:
    _form, page = send(frame)
    assert f'class="form-control field-{kind}" id="{kind}"' in page


def test_a_refused_field_points_to_its_message(frame: Flask) -> None:
    _form, page = send(frame, money="x")
    assert 'aria-describedby="money-error"' in page
    assert 'id="money-error"' in page


def test_a_stored_value_is_written_as_a_person_would_type_it(frame: Flask) -> None:
    with frame.test_request_context("/", headers={"Accept-Language": "lv"}):
        stored = Everything(
            None,
            data={"money": Decimal(4600), "day": date(2018, 10, 5), "moment": datetime(2018, 10, 25, 12, tzinfo=UTC)},
        )
        page = render_template_string(PAGE, form=stored)
    assert all(f'value="{typed}"' in page for typed in ("4600,00", "05.10.2018", "25.10.2018 15.00"))
