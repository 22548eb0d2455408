"""Numbers as they are printed: never equal to a bound they miss."""

from fractions import Fraction

import pytest

from grants.awards.figures import mean_of, misses, most_of, telling, total_of
from grants.awards.ranking import Placement
from grants.calls.rules.document import Rules
from tests.unit.awards.factories import application, call, criterion, decide
from tests.unit.awards.reference import Raw


def only(rules: Raw, *marks: str) -> tuple[Placement, Rules]:
    """Return the placement of the only application, with these marks."""
    return decide(rules, [application("A", *marks)]).placements[0], Rules.model_validate(rules)


@pytest.mark.parametrize(
    ("value", "bound", "printed"),
    [
        (Fraction(5, 2), Fraction(3), "2.50"),
        (Fraction("2.996"), Fraction(3), "2.996"),
        (Fraction("2.99996"), Fraction(3), "2.99996"),
        (Fraction(3), Fraction(3), "3.00"),
        (Fraction("3.0001"), Fraction(3), "3.0001"),
    ],
)
def test_a_number_has_the_decimals_that_tell_it_from_its_bound(value: Fraction, bound: Fraction, printed: str) -> None:
    assert telling(value, bound, 2) == printed


def test_decimals_end_somewhere() -> None:
    assert telling(Fraction(3) - Fraction(1, 10**30), Fraction(3), 2) == "3.000000000000"


def test_a_total_just_below_its_threshold_does_not_look_like_it() -> None:
    rules = call(scoring={"total_threshold": "3", "decimals": 0})
    assert total_of(*only(rules, "3", "2.5", "3")) == "2.8"


def test_a_mean_just_below_its_threshold_does_not_look_like_it() -> None:
    placement, rules = only(call(criteria=[criterion(threshold="3")], scoring={"decimals": 0}), "3", "2.5", "3")
    assert mean_of(placement, rules.criteria[0], rules) == "2.8"
    assert misses(placement, rules.criteria[0])


def test_a_mean_on_its_threshold_does_not_miss_it() -> None:
    placement, rules = only(call(criteria=[criterion(threshold="3")]), "3", "2.5", "3.5")
    assert not misses(placement, rules.criteria[0])


def test_without_marks_there_is_neither_mean_nor_total() -> None:
    placement, rules = only(call())
    assert (total_of(placement, rules), mean_of(placement, rules.criteria[0], rules)) == (None, None)


def test_a_call_without_criteria_has_no_total() -> None:
    assert total_of(*only(call(criteria=[]))) is None


def test_the_most_points_are_the_weighted_ends_of_the_scales() -> None:
    rules = call(criteria=[criterion("c1", max="5", weight="0.5"), criterion("c2", max="10", weight="3")])
    assert most_of(Rules.model_validate(rules)) == "32.5"


def test_the_most_points_are_written_without_an_exponent() -> None:
    assert most_of(Rules.model_validate(call(criteria=[criterion(max="50")]))) == "50"


def test_the_most_points_are_exact_however_long_the_scale() -> None:
    longest = "9" * 30
    rules = call(criteria=[criterion(max=longest, weight=longest)])
    assert most_of(Rules.model_validate(rules)) == str(int(longest) ** 2)


def printed_totals(decimals: int, *marks: tuple[str, ...]) -> list[str | None]:
    """Return the totals of applications with these marks, the best first, as they are printed."""
    rules = call(scoring={"decimals": decimals})
    entries = [application(f"A-{place}", *given) for place, given in enumerate(marks)]
    return [total_of(one, Rules.model_validate(rules)) for one in decide(rules, entries).placements]


def test_totals_that_were_ranked_apart_are_printed_apart() -> None:
    near = [("3", "3", "4"), ("3", "3", "3", "3", "3", "3", "3", "3", "4", "4", "5")]
    assert printed_totals(2, *near) == ["3.36", "3.33"]
    assert printed_totals(1, *near) == ["3.4", "3.3"]
    assert printed_totals(0, *near) == ["3.4", "3.3"]


def test_totals_are_printed_with_no_more_decimals_than_the_difference_needs() -> None:
    assert printed_totals(0, ("3", "4"), ("3", "3"), ("5", "5")) == ["5", "4", "3"]


def test_equal_totals_are_printed_alike() -> None:
    assert printed_totals(1, ("3", "3", "4"), ("4", "3", "3")) == ["3.3", "3.3"]
