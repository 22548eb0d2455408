"""Whatever colour an organiser chooses, words can be read in it and on it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.accounts.brand.colours import GROUNDS, READABLE, Theme, contrast, shades, style_sheet

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
THEMES: tuple[Theme, Theme] = ("light", "dark")
SHEETS = {"light": "tokens.css", "dark": "dark.css"}


@given(colour=COLOURS, theme=st.sampled_from(THEMES))
def test_words_of_any_colour_can_be_read_on_every_ground(colour: str, theme: Theme) -> None:
    found = shades(colour, theme)
    grounds = (*GROUNDS[theme], found.soft)
    assert min(contrast(shade, ground) for shade in (found.accent, found.strong) for ground in grounds) >= READABLE
    assert min(contrast(found.on_accent, shade) for shade in (found.accent, found.strong)) >= READABLE


def test_a_colour_that_can_be_read_is_left_as_it_is() -> None:
    assert (shades("#8f1d2c", "light").accent, shades("#f4a3ab", "dark").accent) == ("#8f1d2c", "#f4a3ab")


def test_a_pale_colour_becomes_darker_in_the_light_and_stays_in_the_dark() -> None:
    light, dark = shades("#ffd500", "light").accent, shades("#ffd500", "dark").accent
    assert (contrast(light, "#ffffff") > contrast("#ffd500", "#ffffff"), dark) == (True, "#ffd500")


@pytest.mark.parametrize("theme", THEMES)
def test_the_grounds_are_those_of_the_style_sheet(theme: Theme) -> None:
    sheet = Path("grants/static/css", SHEETS[theme]).read_text(encoding="utf-8")
    said = dict(re.findall(r"--(surface|paper|sunken): (#[0-9a-f]+);", sheet))
    full = {name: "#ffffff" if colour == "#fff" else colour for name, colour in said.items()}
    assert GROUNDS[theme] == (full["surface"], full["paper"], full["sunken"])


def test_the_style_sheet_holds_for_each_choice_of_the_reader_and_never_on_paper() -> None:
    sheet = style_sheet("#005f73")
    assert sheet.count("--accent:") == 3
    assert sheet.replace("@media screen", "").count("@media") == 0
