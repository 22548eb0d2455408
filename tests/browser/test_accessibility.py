"""Pages everybody can use: WCAG 2.2 AA as far as a machine can tell, on phones, in the dark, by keyboard alone."""

import gettext
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import Look
from tests.browser.staged import Staged, stage
from tests.support.site import ROOT, Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

Way = tuple[tuple[int, int], Literal["light", "dark"]]
"""A width and height of the screen, and colours."""
ROLES = ("visitor", "guest", "applicant", "evaluator", "coordinator", "administrator")
PARTS = {"coordinator": 3}
"""In how many parts the pages of a role are looked at, where there are many: one after the other took a minute."""
SHARES = [(role, part) for role in ROLES for part in range(PARTS.get(role, 1))]
"""By role and part the pages that one test looks at."""
STANDARD = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
VISIBLE = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}
"""What depends on the width of the screen and on light and dark; everything else is the same everywhere."""
SMALLEST, USUAL = (320, 640), (1280, 900)
RUN = "options => axe.run(options).then(found => found.violations)"
WAYS: dict[str, tuple[Way, Way]] = {
    "en": ((USUAL, "light"), (SMALLEST, "dark")),
    "lv": ((SMALLEST, "dark"), (USUAL, "light")),
}
"""By language how a page is looked at: with every rule first, then with those of what is seen."""
MAX_TABS = 20
APPLICANT = {
    "Name of the applicant": "Association Oak",
    "Registration number": "40008000013",
    "Title of the project": "A camp",
}
SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""Text as WCAG 1.4.12 lets readers space it."""
SPACE_OUT = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s); }"
CUT = """() => [...document.body.querySelectorAll("*")].filter(each => {
  const style = getComputedStyle(each);
  return each.clientWidth > 1 && style.overflowX === "hidden" && !each.matches(".site-account, textarea, svg *")
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.className || each.tagName).join(", ")"""
"""What hides a part of its text; the name of the reader may be shortened in the head of a phone's page."""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def staged(site: Site) -> Staged:
    """Return the pages of a site with a call at every stage."""
    return stage(site)


@pytest.mark.parametrize("shared", SHARES, ids=lambda shared: f"{shared[0]}-{shared[1]}")
@pytest.mark.parametrize("language", WAYS)
def test_pages_hold_wcag_in_both_themes_on_the_usual_screen_and_the_smallest_phone(
    language: str, shared: tuple[str, int], staged: Staged, site: Site, somebody: Callable[..., Page]
) -> None:
    role, part = shared
    page = somebody(language)
    page.add_init_script(AXE_SCRIPT)
    enter(page, role, staged, site)
    page.goto(f"/language/{language}?next=/health/live")
    wrong = [
        f"{look.address} {look.button}: {each}"
        for look in share(staged, role, part)
        for each in faults(page, look, language)
    ]
    assert not wrong, "\n".join(wrong)


def share(staged: Staged, role: str, part: int) -> list[Look]:
    """Return one part of the pages of a role."""
    return staged.looks[role][part :: PARTS.get(role, 1)]


def faults(page: Page, look: Look, language: str) -> Iterator[str]:
    """Find what is wrong with a page, loaded once: all of it in one theme, what is seen in the other.

    English is read on the usual screen first and Latvian on the smallest, where its longer words are tightest; both
    end on the smallest, Latvian with its text spaced out.
    """
    first, second = WAYS[language]
    screen(page, *first)
    answer = page.goto(look.address)
    if answer is None or answer.status != look.status:
        yield f"is not what it is taken for: {answer and answer.status}"
    if look.button:
        page.get_by_role("button", name=said(look.button, language), exact=True).click()
        page.wait_for_load_state()
    yield from violations(page, STANDARD)
    screen(page, *second)
    yield from violations(page, VISIBLE)
    if language == "lv":
        screen(page, SMALLEST, "light")
        page.evaluate(SPACE_OUT, SPACED)
        if page.evaluate(TOO_WIDE):
            yield "scrolls sideways once its text is spaced out"
        cut = page.evaluate(CUT)
        if cut:
            yield f"cuts text off once it is spaced out: {cut}"


def said(words: str, language: str) -> str:
    """Return words of the interface in a language."""
    return gettext.translation("messages", ROOT / "translations", [language], fallback=True).gettext(words)


def screen(page: Page, size: tuple[int, int], colours: Literal["light", "dark"]) -> None:
    """Give a page a width and a height, and light or dark colours."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=colours)


def violations(page: Page, which: Mapping[str, object]) -> Iterator[str]:
    """Run axe with some of its rules, and look whether the page is wider than the screen."""
    for found in page.evaluate(RUN, {"runOnly": which, "resultTypes": ["violations"]}):
        first = found["nodes"][0]
        yield f"{found['id']} at {len(found['nodes'])} places, first {first['target']}: {first['failureSummary']}"
    if page.evaluate(TOO_WIDE):
        yield "scrolls sideways"


def test_a_page_of_a_form_is_filled_in_by_keyboard_alone(
    staged: Staged, site: Site, somebody: Callable[..., Page]
) -> None:
    page = somebody("en")
    enter(page, "applicant", staged, site)
    page.goto(next(look.address for look in staged.looks["applicant"] if look.address.endswith("/applicant")))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips what stands above the content
    tab_to(page, page.get_by_label("youth organisation"))
    page.keyboard.press("ArrowDown")
    for label, text in APPLICANT.items():
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(text)
    tab_to(page, page.get_by_role("button", name="Save and continue"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The idea")


def enter(page: Page, role: str, staged: Staged, site: Site) -> None:
    """Continue the session of somebody in a role; visitors have none."""
    if role in staged.sessions:
        page.context.add_cookies([{"name": "session", "value": staged.sessions[role], "url": site.address}])


def tab_to(page: Page, control: Locator) -> None:
    """Press the tabulator until a control has the focus, and shows it."""
    for _press in range(MAX_TABS):
        page.keyboard.press("Tab")
        if control.evaluate("control => control === document.activeElement"):
            assert control.evaluate("control => getComputedStyle(control).outlineStyle") != "none", "no focus is seen"
            return
    raise AssertionError(f"{control} is not reached by keyboard")
