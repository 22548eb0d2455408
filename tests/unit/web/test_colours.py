"""The colours of the style sheet are held to the contrast that WCAG 2.2 asks for, in light and in dark."""

import re
from pathlib import Path

import pytest

FOLDER = Path("grants/static/css")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", (FOLDER / name).read_text(encoding="utf-8")))
    for name in ("tokens.css", "dark.css")
)
NAMED = re.compile(r"#[0-9a-f]{3,8}\b|rgb\(")
TELLING = {"tokens.css", "dark.css", "print.css", "bootstrap.css"}
"""The style sheets that may name colours; the others take them from there."""
TEXT = [
    (ink, ground)
    for ground in ("paper", "surface", "sunken")
    for ink in ("ink", "ink-soft", "accent", "accent-strong", "danger")
] + [(tone, f"{tone}-soft") for tone in ("info", "success", "warning", "danger")] + [
    ("ink", "info-soft"), ("ink", "success-soft"), ("ink", "warning-soft"), ("ink", "danger-soft"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent", "accent-soft"), ("ink", "accent-soft"),

]  # fmt: skip
SAME = {"belt", "white"}
"""Colours of pictures, which are the same in the dark."""
EDGES = [("line-strong", "paper"), ("line-strong", "surface"), ("focus", "paper"), ("focus", "surface")]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_words_can_be_read_on_their_ground(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(colours: dict[str, str], edge: str, ground: str) -> None:
    assert contrast(colours[edge], colours[ground]) >= 3


def test_the_dark_says_every_colour_of_the_light_anew() -> None:
    assert DARK.keys() == LIGHT.keys() - SAME


@pytest.mark.parametrize("sheet", sorted(path.name for path in FOLDER.glob("*.css") if path.name not in TELLING))
def test_other_style_sheets_name_no_colour_of_their_own(sheet: str) -> None:
    lines = (FOLDER / sheet).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if NAMED.search(line)] == []
