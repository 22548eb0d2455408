import pytest
from markupsafe import Markup

from grants.web.filters import apart_from, named


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Title", "Title: An answer is needed."),
        ("What will you do?", "What will you do? An answer is needed."),
        ("All of this is true.", "All of this is true. An answer is needed."),
    ],
)
def test_a_label_that_ends_a_sentence_takes_no_colon(label: str, said: str) -> None:
    assert named(label, "An answer is needed.") == said


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Decisions: Hills &amp; dales: 2026", "Decisions"),
        ("Meeting 1: Hills &amp; dales: 2026", "Meeting 1: Hills &amp; dales: 2026"),
        ("Marks: Choir", "Marks: Choir"),
        ("Hills &amp; dales: 2026", "Hills &amp; dales: 2026"),
    ],
)
def test_a_heading_does_not_repeat_what_is_linked_just_above_it(title: str, heading: str) -> None:
    trail = '<ol><li><a href="/calls/hills">Hills &amp; dales: 2026</a></li><li><a href="/1">Meeting 1</a></li></ol>'
    assert apart_from(Markup(title), Markup(trail)) == Markup(heading)  # noqa: S704
