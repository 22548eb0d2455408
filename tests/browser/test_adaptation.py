"""The patterns of the pages under what readers set on their devices: forced colours, less motion, zoom, paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

DESIGN = "/development/design"
EDGED = (".notice", ".state", ".tasks li", ".form-control", ".btn-primary", ".choice label", ".card")
"""What is told from its ground by its colour alone: where colours are forced, it needs an edge."""
BORDERLESS = """names => names.filter(name => [...document.querySelectorAll(name)].some(each =>
  parseFloat(getComputedStyle(each).borderTopWidth) === 0))"""
MOVING = """() => [...document.querySelectorAll("*")].map(each => getComputedStyle(each)).filter(style =>
  `${style.transitionDuration}, ${style.animationDuration}`.split(", ").some(one => parseFloat(one))).length"""
ZOOMED = {"width": 320, "height": 256}
"""What 1280 by 1024 pixels are at 400 %."""


def test_patterns_keep_their_edges_where_colours_are_forced(site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    page.emulate_media(forced_colors="active")
    page.goto(DESIGN)
    assert page.evaluate(BORDERLESS, list(EDGED)) == []


def test_nothing_moves_for_who_wants_less_motion(site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    page.goto(DESIGN)
    assert page.evaluate(MOVING) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) > 0


def test_a_page_can_be_read_at_four_times_its_size(site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("en", viewport=ZOOMED)
    page.goto(DESIGN)
    assert page.evaluate("document.documentElement.scrollWidth") == ZOOMED["width"]
    expect(page.get_by_role("button", name="Saglabāt").first).to_be_visible()


def test_the_theme_is_chosen_without_scripts_and_never_reaches_paper(site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("en", scripts=False)
    page.goto("/privacy")
    page.get_by_role("link", name="dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(20, 21, 23)")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
