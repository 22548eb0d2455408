from decimal import Decimal
from fractions import Fraction

import pytest

from grants.awards.ranking.exact import Weights, exact_mean, exact_number, exact_sum, on_one_scale, rounded


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(2, 3), 1, "0.7"),
        (Fraction(4600), 2, "4600.00"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(999, 1000), 2, "1.00"),
    ],
)
def test_numbers_round_half_away_from_zero(value: Fraction, decimals: int, written: str) -> None:
    assert rounded(value, decimals) == written


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert rounded(Fraction(-1, 1000), 2) == "0.00"


def test_a_sum_of_tenths_is_exact() -> None:
    assert exact_sum([Decimal("0.1")] * 3) == Fraction(3, 10)


def test_a_sum_of_nothing_is_zero() -> None:
    assert exact_sum([]) == 0


def test_a_sum_keeps_digits_that_binary_and_28_digit_numbers_lose() -> None:
    assert exact_sum([Decimal(10**20), Decimal("1e-20")]) - 10**20 == Fraction(1, 10**20)


def test_a_mean_of_thirds_is_exact() -> None:
    assert exact_mean((Decimal(1), Decimal(1), Decimal(2))) == Fraction(4, 3)


def test_a_weighted_sum_is_exact() -> None:
    assert Weights([Fraction(1, 3), Fraction(2)]).sum_of([Fraction(1, 7), Fraction(1, 2)]) == Fraction(22, 21)


def test_numbers_on_one_scale_compare_as_before() -> None:
    assert on_one_scale([Fraction(1, 2), Fraction(-1, 3), Fraction(0)]) == [3, -2, 0]


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        (12, 12),
        (-3, -3),
        ("12.50", Fraction(25, 2)),
        ("0", 0),
        (2.1, Fraction(21, 10)),
        (Decimal("0.1"), Fraction(1, 10)),
    ],
)
def test_numbers_and_decimal_strings_are_numbers_as_they_are_written(answer: object, number: Fraction) -> None:
    assert exact_number(answer) == number


@pytest.mark.parametrize("answer", [None, True, float("nan"), "", "1/3", "1e3", "12,5", "many", [], {}, " 1"])
def test_anything_else_is_no_number(answer: object) -> None:
    assert exact_number(answer) is None
