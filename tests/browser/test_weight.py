"""How much the main pages weigh as they are sent: on a first view, and once a browser knows their style sheets."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import CDPSession, Page

from grants.exchange.demonstration import OPEN_CALL
from tests.browser.looks import Look
from tests.browser.staged import Staged, stage
from tests.browser.test_accessibility import enter
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

KILOBYTE = 1000
FIRST, AFTER = 150 * KILOBYTE, 30 * KILOBYTE
MAIN = {
    "visitor": ("/", "/calls/" + OPEN_CALL),
    "applicant": ("/account/", r"/applications/.{36}/sections/plan\?.*"),
    "evaluator": ("/account/", "/evaluation/applications/.{36}"),
    "coordinator": ("/account/", "/office/calls/at-checking/applications"),
}
"""By role the start page, the call, the form, the sheet and the official's list: what their addresses look like."""


@pytest.fixture(scope="module")
def staged(site: Site) -> Staged:
    """Return the pages of a site with a call at every stage."""
    return stage(site)


@dataclass
class Scale:
    """Weigh what a browser receives, heads included, as it comes over the network."""

    session: CDPSession
    weights: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session.on("Network.loadingFinished", lambda said: self.weights.append(int(said["encodedDataLength"])))
        self.session.send("Network.enable")

    def first(self, page: Page, address: str) -> int:
        """Return the bytes that come to a browser that was never here."""
        self.session.send("Network.clearBrowserCache")
        return self.weigh(page, address)

    def weigh(self, page: Page, address: str) -> int:
        """Return the bytes that came until nothing more was loaded."""
        self.weights.clear()
        page.goto(address, wait_until="networkidle")
        return sum(self.weights)


def main_pages(looks: list[Look], role: str) -> Iterator[str]:
    """Return the addresses of the main pages of a role."""
    for wanted in MAIN[role]:
        yield next(one.address for one in looks if re.fullmatch(wanted, one.address))


@pytest.mark.parametrize("role", MAIN)
def test_main_pages_are_light(role: str, staged: Staged, site: Site, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    enter(page, role, staged, site)
    scale = Scale(page.context.new_cdp_session(page))
    addresses = list(main_pages(staged.looks[role], role))
    weights = {address: (scale.first(page, address), scale.weigh(page, address)) for address in addresses}
    assert all(first <= FIRST and after <= AFTER for first, after in weights.values()), weights
    assert min(after for _first, after in weights.values()) > 0, "nothing was weighed"
