"""The language of texts that officials write puts words in the place of names, and does nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from grants.placeholders import alone, named_in, put, stray_in


def test_placeholders_are_named_with_their_lines() -> None:
    assert named_in("{a} b\n{c d} {a}") == [("a", 1), ("c d", 2), ("a", 2)]


def test_a_bracket_around_nothing_is_stray() -> None:
    assert stray_in("{a}\n}{\n{a} {b") == [2, 3]


def test_a_whole_text_may_be_one_placeholder() -> None:
    assert (alone("{a}"), alone("{a} "), alone("a")) == ("a", None, None)


def test_what_is_put_in_is_never_read_again() -> None:
    assert put("{a} {b}", {"a": "{b}", "b": "{a}"}.get) == "{b} {a}"


def test_attributes_calls_and_loops_are_names_that_stand_for_nothing() -> None:
    text = "{a.__class__} {a()} {{ a }} {% for x in a %}"
    assert put(text, {"a": "word"}.get) == text


@given(st.text(alphabet="{}ab\n ", max_size=40), st.text(max_size=20))
def test_any_text_ends_and_keeps_what_it_does_not_know(text: str, word: str) -> None:
    assert put(text, lambda _name: None) == text
    put(text, lambda _name: word)
