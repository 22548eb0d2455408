"""What put equals in order, in words."""

from datetime import date
from typing import Any

import pytest

from grants.awards.precedence import order_in_words, precedence_in_words
from grants.awards.separations import Separation, read, written
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, criterion, decide

FIELD = {"code": "participants", "type": "integer", "label": {"lv": "Cik jūs\nesat?", "en": "How many\nare you?"}}
RULES = Rules.model_validate(call(fields=(FIELD,)))
DAY = date(2030, 1, 14)
SAME = "At least one other application has the same total."


def said(*separations: Separation, rules: dict[str, Any] | None = None) -> str:
    """Return what is said of an application with 4.25 points in the one criterion, if the rules have one."""
    document = rules or call()
    marks = ("4", "4.5") if document["criteria"] else ()
    placement = decide(document, [application("A", *marks)]).placements[0]
    return precedence_in_words(separations, placement, Rules.model_validate(document), "en")


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("total", "The order follows the totals before rounding."),
        ("criterion:c1", "By the rules more points in criterion c1 “words” come first."),
        ("requested:asc", "By the rules the smaller sum asked for comes first."),
        ("requested:desc", "By the rules the larger sum asked for comes first."),
        ("submitted_at:asc", "By the rules what arrived earlier comes first."),
        ("submitted_at:desc", "By the rules what arrived later comes first."),
        ("field:participants:desc", "By the rules the larger number given for “How many are you?” comes first."),
        ("field:participants:asc", "By the rules the smaller number given for “How many are you?” comes first."),
        ("own_share:desc", "By the rules more money of the applicant's own comes first."),
        ("funded_before:asc", "By the rules those who were not funded before come first."),
        ("vote", "The committee settled the order by vote."),
        ("lot", "The order was settled by lot."),
    ],
)
def test_every_order_has_its_words(by: str, words: str) -> None:
    assert order_in_words(Separation(by), RULES, "en") == words


def test_the_public_reads_no_note() -> None:
    assert "Loze" not in order_in_words(Separation("lot", None, "Loze"), RULES, "en")


def test_where_nothing_had_to_decide_nothing_is_said() -> None:
    assert said() == ""


def test_a_criterion_is_named_with_the_points_of_the_application_itself() -> None:
    order = "By the rules more points in criterion c1 “words” come first."
    assert said(Separation("criterion:c1")) == f"{SAME} {order} This application has 4,25 points there."


def test_a_lot_is_named_with_its_note_in_one_line() -> None:
    assert said(Separation("lot", None, "Loze\nNr. 2")) == f"{SAME} The order was settled by lot. Note: Loze Nr. 2"


def test_several_are_named_in_their_order() -> None:
    words = said(Separation("requested:asc"), Separation("lot"))
    assert words == f"{SAME} By the rules the smaller sum asked for comes first. The order was settled by lot."


def test_totals_that_differ_before_rounding_are_not_called_the_same() -> None:
    rounded = "At least one other application has the same total once rounded."
    assert said(Separation("total")) == f"{rounded} The order follows the totals before rounding."


def test_without_criteria_no_total_is_spoken_of() -> None:
    words = said(Separation("requested:asc"), rules=call(criteria=[]))
    assert words == "By the rules the smaller sum asked for comes first."


def test_a_title_with_line_breaks_stays_one_line() -> None:
    rules = call(criteria=[criterion(title={"lv": "Divas\nrindas", "en": "Two\nlines"})])
    assert "“Two lines”" in said(Separation("criterion:c1"), rules=rules)


def test_a_separation_is_read_as_it_was_written() -> None:
    separations = (Separation("lot", DAY, "Loze"), Separation("criterion:c1"))
    assert read(written(separations)) == separations
