"""The public draw gives the order of RFC 3797, whoever draws it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.awards.meetings.lots.public import draw, key_of, order_of, read_sources

SECTION_6 = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
"""The sources of the worked example of the RFC, section 6."""


def test_key_is_that_of_the_worked_example() -> None:
    assert key_of(SECTION_6) == "9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_ten_of_twenty_five_are_those_of_the_worked_example() -> None:
    assert draw(25, SECTION_6)[:10] == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]


@given(st.integers(1, 60), st.lists(st.lists(st.integers(0, 10**15), min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_number_is_drawn_once(count: int, sources: list[list[int]]) -> None:
    assert sorted(draw(count, sources)) == [*range(1, count + 1)]


def test_order_of_the_numbers_of_one_source_does_not_matter() -> None:
    assert draw(9, [[3, 1, 2]]) == draw(9, [[1, 2, 3]])


def test_references_follow_their_numbers() -> None:
    assert order_of(["A-1", "A-2", "A-3"], SECTION_6) == [f"A-{number}" for number in draw(3, SECTION_6)]


def test_sources_are_read_one_in_a_line() -> None:
    assert read_sources("9319\n\n2, 5 12\n") == [[9319], [2, 5, 12]]


@pytest.mark.parametrize("typed", ["", " \n", "1.5", "-1", "x", "٣", "1" * 16, "\n".join("1" * 11), " ".join("1" * 51)])
def test_what_are_no_numbers_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read_sources(typed)


def test_ten_lines_of_fifty_numbers_are_read() -> None:
    assert len(read_sources("\n".join([" ".join(["9" * 15] * 50)] * 10))) == 10


@pytest.mark.parametrize("count", [0, 65536])
def test_too_many_or_none_are_not_drawn(count: int) -> None:
    with pytest.raises(ValueError, match="drawn"):
        draw(count, SECTION_6)
