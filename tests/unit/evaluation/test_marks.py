"""A sheet is understood exactly or said to be wrong, line by line."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.calls.rules.document import Criterion
from grants.calls.rules.limits import MAX_DIGITS
from grants.evaluation.marks import (
    MAX_COMMENT,
    MAX_OFFERED,
    Marked,
    WrongMark,
    highest_total,
    offered,
    plain,
    read_marks,
    weighted_total,
)
from tests.factories.documents import criterion

ONE_LINE = "2.1"


def a_criterion(code: str = ONE_LINE, **changes: Any) -> Criterion:
    return Criterion.model_validate(criterion(code, **changes))


def read(typed: str, comment: str = "", *, complete: bool = False, **changes: Any) -> Marked:
    return read_marks((a_criterion(**changes),), {ONE_LINE: typed}, {ONE_LINE: comment}, complete=complete)


@pytest.mark.parametrize("typed", ["0", "5", " 3 ", "3.0", "3,0", "03", "+1"])
def test_a_mark_on_the_scale_is_understood(typed: str) -> None:
    assert read(typed).wrong == {}


def test_a_mark_with_a_comma_is_the_same_as_with_a_point() -> None:
    assert read("4,5", step="0.5").marks == read("4.5", step="0.5").marks == {ONE_LINE: "4.5"}


def test_a_negative_mark_may_have_a_typographic_minus() -> None:
    assert read("−2", min="-5").marks == {ONE_LINE: "-2"}


@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "6",
        "5.1",
        "2.5",
        "abc",
        "1e0",
        "3 5",
        "3\u00a05",
        "3'5",
        "٣",
        "NaN",
        "Infinity",
        "1_0",
        "4\n5",
        "4\x00",
        ",",
    ],
)
def test_what_is_not_on_the_scale_is_wrong_and_not_understood(typed: str) -> None:
    assert read(typed) == Marked(wrong={ONE_LINE: WrongMark.OFF_SCALE})


@pytest.mark.parametrize(("digits", "wrong"), [(MAX_DIGITS, {}), (MAX_DIGITS + 1, {ONE_LINE: WrongMark.OFF_SCALE})])
def test_a_mark_has_as_many_digits_as_a_number_of_the_rules(digits: int, wrong: dict[str, WrongMark]) -> None:
    assert read("3." + "0" * (digits - 1)).wrong == wrong


@pytest.mark.parametrize("typed", ["1 5", "1\u00a05", "1'5"])
def test_two_marks_typed_into_one_line_are_not_read_as_one(typed: str) -> None:
    assert read(typed, max="20").wrong == {ONE_LINE: WrongMark.OFF_SCALE}


def test_an_empty_line_is_no_mistake_in_a_draft() -> None:
    assert read("") == Marked()


def test_every_mark_is_needed_to_submit() -> None:
    assert read("", complete=True).wrong == {ONE_LINE: WrongMark.MISSING}


def test_a_mark_below_the_threshold_needs_words_to_submit() -> None:
    assert read("2", complete=True, threshold="3").wrong == {ONE_LINE: WrongMark.COMMENT_MISSING}


@pytest.mark.parametrize(("typed", "comment", "complete"), [("3", "", True), ("2", "Too few.", True), ("2", "", False)])
def test_no_words_are_needed_otherwise(typed: str, comment: str, complete: bool) -> None:
    assert read(typed, comment, complete=complete, threshold="3").wrong == {}


def test_a_comment_as_long_as_allowed_is_kept() -> None:
    assert read("3", "ž" * MAX_COMMENT).comments == {ONE_LINE: "ž" * MAX_COMMENT}


def test_a_line_end_of_a_browser_counts_as_one_character() -> None:
    assert read("3", "\r\n".join("ab" for _ in range(MAX_COMMENT // 3))).wrong == {}


@pytest.mark.parametrize(
    ("comment", "wrong"),
    [("ž" * (MAX_COMMENT + 1), WrongMark.COMMENT_TOO_LONG), ("a\x00b", WrongMark.COMMENT_UNREADABLE)],
)
def test_a_comment_that_cannot_be_kept_is_left_out_and_its_mark_stays(comment: str, wrong: WrongMark) -> None:
    assert read("3", comment) == Marked(marks={ONE_LINE: "3"}, wrong={ONE_LINE: wrong})


def test_what_belongs_to_no_criterion_is_passed_over() -> None:
    assert read_marks((a_criterion(),), {"9.9": "1"}, {"9.9": "words"}, complete=False) == Marked()


def test_a_short_scale_is_offered_mark_by_mark() -> None:
    assert offered(a_criterion(min="1", max="2.5", step="0.5")) == ("1", "1.5", "2", "2.5")


@pytest.mark.parametrize(("highest", "count"), [(MAX_OFFERED - 1, MAX_OFFERED), (MAX_OFFERED, 0)])
def test_a_long_scale_is_typed(highest: int, count: int) -> None:
    assert len(offered(a_criterion(max=str(highest)))) == count


def test_a_fine_scale_is_not_counted_out() -> None:
    assert offered(a_criterion(max="1" + "0" * 29, step="0." + "0" * 28 + "1")) == ()


def test_the_total_weighs_every_mark() -> None:
    criteria = (a_criterion("a", weight="0.5"), a_criterion("b", weight="2"), a_criterion("c"))
    assert weighted_total(criteria, {"a": "3", "b": "4"}) == Decimal("9.5")


def test_the_highest_total_is_that_of_the_highest_marks() -> None:
    assert highest_total((a_criterion("a", weight="0.5"), a_criterion("b"))) == Decimal("7.5")


def test_a_total_of_many_digits_is_exact() -> None:
    huge, tiny = "1" + "0" * 29, "0." + "0" * 28 + "1"
    criteria = (a_criterion("a", max=huge), a_criterion("b", min="0", max=tiny, step=tiny))
    assert plain(highest_total(criteria)) == huge + tiny[1:]


@pytest.mark.parametrize(
    ("number", "text"), [("-0.00", "0"), ("1E+2", "100"), ("100", "100"), ("4.50", "4.5"), ("0.10", "0.1")]
)
def test_a_mark_is_written_in_one_way(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


steps = st.sampled_from(["1", "0.5", "0.25", "2", "0.1"])


@given(low=st.integers(-20, 20), taken=st.integers(0, 200), step=steps, comma=st.booleans())
def test_every_mark_of_a_scale_is_understood_as_itself(low: int, taken: int, step: str, *, comma: bool) -> None:
    mark = low + taken * Decimal(step)
    typed = plain(mark).replace(".", "," if comma else ".")
    understood = read(typed, min=str(low), max=plain(low + 200 * Decimal(step)), step=step)
    assert understood == Marked(marks={ONE_LINE: plain(mark)})


@given(typed=st.text(max_size=40), comment=st.text(max_size=200))
def test_whatever_is_typed_is_understood_on_the_scale_or_called_wrong(typed: str, comment: str) -> None:
    understood = read(typed, comment, step="0.5")
    assert all(a_criterion(step="0.5").allows(Decimal(mark)) for mark in understood.marks.values())
    assert understood.marks or understood.wrong or not typed.strip()


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["0", "2.5", "5"])))
def test_a_total_never_passes_the_highest(marks: dict[str, str]) -> None:
    criteria = tuple(a_criterion(code, weight="1.7", step="0.5") for code in "abc")
    assert weighted_total(criteria, marks) <= highest_total(criteria)


@pytest.mark.parametrize(("comment", "wrong"), [("", True), ("x" * 49, True), (" " * 60, True), ("x" * 50, False)])
def test_a_submitted_comment_is_as_long_as_the_rules_ask(comment: str, wrong: bool) -> None:
    expected = {ONE_LINE: WrongMark.COMMENT_TOO_SHORT} if wrong else {}
    assert read("4", comment, complete=True, comment_min=50).wrong == expected


def test_a_draft_may_have_a_shorter_comment() -> None:
    assert read("4", "x", comment_min=50).wrong == {}


def test_a_low_mark_without_a_comment_is_said_to_need_its_reason_first() -> None:
    assert read("2", complete=True, threshold="3", comment_min=50).wrong == {ONE_LINE: WrongMark.COMMENT_MISSING}
