"""What somebody types finds parts of words, whatever their accents and case."""

import re

import pytest

from grants.finding import MAX_SOUGHT, MAX_WORDS, begins_a_word, pattern_of, words_in


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("berzi", "Bērziņš"),
        ("BĒRZI", "Berzins"),
        ("rziņ", "Bērziņš"),
        ("sk.", "5. sk. (2)"),
        ("50%", "50% jauniešu"),
        ("iļģu", "Ilgu iela"),
        ("дом", "Новый ДОМ"),
        ("łodz", "Łódź"),
    ],
)
def test_a_part_of_a_word_is_found(typed: str, found: str) -> None:
    assert re.search(pattern_of(typed), found)


@pytest.mark.parametrize(
    ("typed", "said", "begins"),
    [("kor", "Bērnu koris", True), ("kor", "„Koris”", True), ("kor", "Dekors", False), ("2", "PIE-2", True)],
)
def test_the_beginning_of_a_word_is_told(typed: str, said: str, begins: bool) -> None:
    assert bool(re.search(begins_a_word(typed), said)) is begins


@pytest.mark.parametrize(("typed", "other"), [("b.rzi", "Bērziņš"), ("berzs", "Bērziņš"), ("a|b", "a"), ("[a]", "a")])
def test_what_is_typed_is_no_pattern(typed: str, other: str) -> None:
    assert not re.search(pattern_of(typed), other)


def test_what_is_looked_for_has_an_end() -> None:
    assert words_in("a " * 20) == ["a"] * MAX_WORDS
    assert words_in("x" * (MAX_SOUGHT + 1)) == ["x" * MAX_SOUGHT]
    assert words_in("a\0b  c") == ["a", "b", "c"]
