import pytest

from grants.web.filters import named


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
