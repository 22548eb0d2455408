"""What the service answers of the administrative criteria by itself, and what it leaves to a person."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from grants.applications.models import Application
from grants.calls.rules.document import Check
from grants.calls.rules.validation import read_rules
from grants.evaluation.automatic import Received, automatic_answer
from grants.evaluation.models import Answer
from tests.factories.applications import form_of
from tests.factories.documents import Raw, field, rules_document

FORM = form_of(
    field("goal", "long_text"),
    field("partner", "yes_no"),
    field("statutes", "file", required=True),
    field("letter", "file", required=True, show_if={"field": "partner", "equals": True}),
    field("period", "date_range"),
)
RANGE = {"currency": "EUR", "amount": {"min": "300.00", "max": "800.00"}, "limit": {}, "when_short": "stop"}
NUMBERED = {"kind": "association", "registration_number": "40008000013"}


def answer(auto: str, *files: str, funding: Raw | None = None, **sent: Any) -> Answer | None:
    """Return the automatic answer to a criterion about an application that was sent in online and in time."""
    rules = read_rules(rules_document(form=FORM, **({"funding": funding} if funding else {})))
    known = {"channel": "online", "is_late": False, "answers": {}, "applicant": NUMBERED, "requested": Decimal(4600)}
    application = Application(**{**known, "submitted_at": datetime(2029, 12, 1, tzinfo=UTC), **sent})
    check = Check.model_validate({"code": "1.1", "text": {"lv": "x"}, "clarifiable": False, "auto": auto})
    return automatic_answer(check, Received(application, rules, files))


def test_a_criterion_that_the_rules_leave_to_people_has_no_answer() -> None:
    rules = read_rules(rules_document())
    assert automatic_answer(rules.checks[0], Received(Application(), rules, ())) is None


@pytest.mark.parametrize(("late", "expected"), [(False, Answer.YES), (True, Answer.NO)])
def test_what_came_in_time(late: bool, expected: Answer) -> None:
    assert answer("in_time", is_late=late) is expected


@pytest.mark.parametrize(
    ("requested", "expected"),
    [("299.99", Answer.NO), ("300.00", Answer.YES), ("800.00", Answer.YES), ("800.01", Answer.NO)],
)
def test_a_sum_within_the_bounds(requested: str, expected: Answer) -> None:
    assert answer("amount", funding=RANGE, requested=Decimal(requested)) is expected


@pytest.mark.parametrize(("requested", "expected"), [("4600.00", Answer.YES), ("4599.99", Answer.NO)])
def test_a_fixed_sum(requested: str, expected: Answer) -> None:
    assert answer("amount", requested=Decimal(requested)) is expected


def test_a_sum_that_is_not_stated_is_left_to_people() -> None:
    assert answer("amount", requested=None) is None


@pytest.mark.parametrize(
    ("files", "answers", "expected"),
    [
        ((), {}, Answer.NO),
        (("statutes",), {}, Answer.YES),
        (("statutes",), {"partner": True}, Answer.NO),
        (("statutes", "letter"), {"partner": True}, Answer.YES),
    ],
)
def test_attachments_that_are_needed(files: tuple[str, ...], answers: Raw, expected: Answer) -> None:
    assert answer("attachments", *files, answers=answers) is expected


def test_attachments_of_what_came_on_paper_are_left_to_people() -> None:
    assert answer("attachments", channel="post") is None


@pytest.mark.parametrize(
    ("applicant", "expected"),
    [
        (NUMBERED, Answer.YES),
        ({"kind": "association", "registration_number": "40008000014"}, Answer.NO),
        ({"kind": "association"}, Answer.NO),
        ({"kind": "informal_group"}, Answer.NOT_APPLICABLE),
    ],
)
def test_the_registration_number(applicant: Raw, expected: Answer) -> None:
    assert answer("registration_number", applicant=applicant) is expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2030-03-01", "2030-12-31", Answer.YES),
        ("2030-02-28", "2030-06-01", Answer.NO),
        ("2030-06-01", "2031-01-01", Answer.NO),
    ],
)
def test_the_time_of_the_project(first: str, last: str, expected: Answer) -> None:
    assert answer("dates", answers={"period": {"from": first, "until": last}}) is expected


@pytest.mark.parametrize("period", [None, "", "soon", {"from": "2030-01-01"}, {"from": "x", "until": "y"}])
def test_a_time_that_is_not_stated_is_left_to_people(period: object) -> None:
    assert answer("dates", answers={"period": period}) is None
