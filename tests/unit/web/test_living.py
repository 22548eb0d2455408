"""The living page shows every pattern that pages are made of."""

import re
from pathlib import Path

MACROS = Path("templates/web/macros")
PAGE = Path("templates/web/living/page.html").read_text(encoding="utf-8")
ELSEWHERE = {
    "described": "a part of fields",
    "field": "a `raw_field` of a form",
    "form_errors": "an `error_summary` of a form",
    "frame": "a part of fields",
    "group": "a part of fields",
    "kept_views": "forms of the part that keeps them, without which the page stands",
    "keeping": "a part of kept views",
    "listed": "a whole list, of the parts that are shown",
    "only_in": "a notice",
    "shown": "a whole document, which says itself what it holds",
}


def test_every_macro_is_used_on_the_page_or_says_why_not() -> None:
    macros = {
        name for path in MACROS.glob("*.html") for name in re.findall(r"{% macro ([a-z]\w*)", path.read_text("utf-8"))
    }
    assert {name for name in macros if not re.search(rf"\b{name}\(", PAGE)} == set(ELSEWHERE)
