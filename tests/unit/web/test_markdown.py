import pytest

from grants.web.markdown import to_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/pixel.png)",
        '<a href="x" onclick="y">z</a>',
        "<style>body{}</style>",
    ],
)
def test_nothing_active_survives(text: str) -> None:
    html = to_html(text)
    assert not any(tag in html for tag in ("<script", 'href="javascript', "<img", "<a href", "<style"))


def test_headings_begin_at_the_level_that_fits_the_page() -> None:
    assert to_html("# A\n\n## B") == "<h3>A</h3>\n<h4>B</h4>\n"


def test_a_table_is_a_table() -> None:
    assert "<td>b</td>" in to_html("| a |\n|---|\n| b |")
