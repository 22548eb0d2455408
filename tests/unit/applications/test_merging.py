"""What several people typed comes together answer by answer."""

import pytest

from grants.applications.form.merging import Merged, merge
from grants.applications.form.tags import tag_of

SAW = {"goal": tag_of("old")}


@pytest.mark.parametrize(
    ("stored", "typed", "merged"),
    [
        ("old", "old", Merged()),
        ("old", "mine", Merged(taken={"goal": "mine"})),
        ("theirs", "old", Merged(theirs={"goal": "theirs"})),
        ("theirs", "mine", Merged(conflicts={"goal"})),
        ("same", "same", Merged()),
    ],
    ids=["nobody changed it", "I did", "they did", "both did", "both did the same"],
)
def test_an_answer_goes_to_who_changed_it(stored: str, typed: str, merged: Merged) -> None:
    assert merge({"goal": stored}, {"goal": typed}, SAW) == merged


def test_who_says_nothing_of_what_they_saw_conflicts_with_what_is_there() -> None:
    assert merge({"goal": "theirs"}, {"goal": "mine"}, {}).conflicts == {"goal"}


def test_who_knows_what_is_there_replaces_it() -> None:
    assert merge({"goal": "theirs"}, {"goal": "mine"}, None).taken == {"goal": "mine"}


@pytest.mark.parametrize("answer", ["", "x", [], ["a"], {"from": "", "until": ""}, [{"what": "ā"}]])
def test_equal_answers_have_equal_tags(answer: object) -> None:
    assert tag_of(answer) == tag_of(eval(repr(answer)))  # noqa: S307  # a copy of a literal


def test_different_answers_have_different_tags() -> None:
    answers = ["", "x", "x ", [], ["x"], [""], {"from": "", "until": ""}, [{"what": "x"}]]
    assert len({tag_of(answer) for answer in answers}) == len(answers)
