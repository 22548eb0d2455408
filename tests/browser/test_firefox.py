"""The main pages work in Debian's Firefox, too: they are drawn, fit a phone, send, change colours."""

from pathlib import Path

import pytest

from tests.support.firefox import firefox
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

PAGES = ("/", "/calls/liepkalne-iniciativas", "/calls/liepkalne-iniciativas/form", "/development/design")
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
DRAWN = "getComputedStyle(document.querySelector('.btn-primary')).backgroundColor"
ACCENT, IN_THE_DARK = "rgb(143, 29, 44)", "rgb(244, 163, 171)"


def test_main_pages_work_in_firefox(site: Site, tmp_path: Path) -> None:
    with firefox(tmp_path) as browser:
        for address in PAGES:
            browser.open(site.address + address)
            assert browser.ask("document.querySelectorAll('h1').length") == 1, address
            browser.resize(450, 800)  # as narrow as its window becomes
            assert not browser.ask(TOO_WIDE), address
            browser.resize(1280, 900)
        assert browser.ask(DRAWN) == ACCENT
        browser.press("a[href^='/colours/dark']")
        assert browser.ask("document.documentElement.dataset.theme") == "dark"
        assert browser.ask(DRAWN) == IN_THE_DARK

        browser.open(f"{site.address}/account/sign-in")
        browser.press("main form .btn-primary")
        assert browser.ask("document.querySelectorAll('.field-error').length") == 1
