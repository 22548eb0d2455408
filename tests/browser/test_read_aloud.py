"""What a screen reader says of the main pages: printed as text into `build/read-aloud`, and looked over by rules."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.pictures import MAIN, Shot, main_pages
from tests.browser.staged import Staged, stage
from tests.support.site import ROOT, Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

FOLDER = ROOT / "build" / "read-aloud"
LEVEL = re.compile(r"^\s*- '?heading\b.*\[level=(\d)\]", re.MULTILINE)
NAMELESS = re.compile(
    r"^\s*- (?:button|link|textbox|combobox|checkbox|radio|img|table|navigation)(?: \[[^\]]*\])*:?$", re.MULTILINE
)
MOST_PRESSES = 400
FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.outerHTML.slice(0, 200)"


@pytest.fixture(scope="module")
def staged(site: Site) -> Staged:
    """Return the pages of a site with a call at every stage."""
    return stage(site)


def opened(page: Page, shot: Shot, staged: Staged, site: Site) -> Page:
    """Open one of the main pages as the person it is for."""
    page.context.clear_cookies()
    if shot.role in staged.sessions:
        page.context.add_cookies([{"name": "session", "value": staged.sessions[shot.role], "url": site.address}])
    page.goto("/language/lv?next=/health/live")
    page.goto(shot.look.address)
    return page


def faults_in(read: str) -> list[str]:
    """Return what reads badly: a level left out, no heading or two of the first level, controls without a name."""
    levels = [int(level) for level in LEVEL.findall(read)]
    jumps = [f"h{before} before h{after}" for before, after in pairwise(levels) if after > before + 1]
    firsts = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the first level"]
    return [*jumps, *firsts, *(found.strip() for found in NAMELESS.findall(read))]


@pytest.mark.parametrize("role", MAIN)
def test_what_is_read_aloud_has_names_and_levels(
    role: str, staged: Staged, site: Site, somebody: Callable[..., Page]
) -> None:
    page, wrong = somebody("lv"), []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in main_pages(staged.looks):
        if shot.role == role:
            read = opened(page, shot, staged, site).locator("body").aria_snapshot()
            (FOLDER / f"{shot.name}.txt").write_text(read + "\n", encoding="utf-8")
            wrong += [f"{shot.name}: {fault}" for fault in faults_in(read)]
    assert not wrong, "\n".join(wrong)


def test_every_page_has_a_title_of_its_own(staged: Staged, site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("lv")
    titles = {shot.look.address: opened(page, shot, staged, site).title() for shot in visitors(staged)}
    assert all(titles.values())
    assert len(set(titles.values())) == len(titles)


def test_the_keyboard_gets_through_a_page_and_out_of_it(
    staged: Staged, site: Site, somebody: Callable[..., Page]
) -> None:
    page = somebody("lv")
    for shot in visitors(staged):
        opened(page, shot, staged, site)
        seen: list[str] = []
        while len(seen) < MOST_PRESSES:
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if not focused:
                break
            seen.append(focused)
        assert seen, shot.name
        assert len(seen) < MOST_PRESSES, f"the keyboard is caught on {shot.name}"


def visitors(staged: Staged) -> list[Shot]:
    """Return the main pages of who is not signed in."""
    return [shot for shot in main_pages(staged.looks) if shot.role == "visitor"]
