"""What is kept of Bootstrap is what the pages use."""

from scripts.styles import KEPT, made, reduced

SHEET = (
    "/*! who wrote it */:root{--a:1px;--b:var(--a);--c:2px}.one,.two:hover{margin:var(--b)}.one .two{color:red}"
    "@media (width>1px){.two{top:0}.one{top:1px}}"
)


def test_the_style_sheet_is_what_make_styles_makes_of_the_templates() -> None:
    assert KEPT.read_text(encoding="utf-8") == made(), "a template uses more or less of Bootstrap: run `make styles`"


def test_only_rules_whose_every_class_is_used_stay_and_what_they_read() -> None:
    kept = reduced(SHEET, frozenset({"one"}), own="").split("\n", 1)[1]
    assert kept == (
        "/*! who wrote it */\n:root{--a:1px;--b:var(--a)}\n.one{margin:var(--b)}\n@media (width>1px){.one{top:1px}}\n"
    )
