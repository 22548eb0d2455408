"""The time left goes on by the server's clock, whatever the reader's own clock shows."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from grants.db import db
from tests.browser.beside import beside, open_now, slug_for
from tests.factories.calls import a_call
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 3 * 86400000;"
AN_HOUR_ON = "const steady = performance.now.bind(performance); performance.now = () => steady() + 3600000;"
TWO_HOURS_ON = AN_HOUR_ON.replace("3600000", "7200000")


@pytest.fixture
def slug(site: Site, request: pytest.FixtureRequest) -> str:
    """Return a call that closes in an hour and a half."""
    name = slug_for(request)
    dates = open_now(datetime.now(UTC) + timedelta(hours=1.52))
    with beside(site):
        a_call(slug=name, schedule=dates)
        db.session.commit()
    return name


def shown(page: Page, slug: str, script: str = "") -> None:
    if script:
        page.add_init_script(script)
    page.goto(f"/calls/{slug}")


def test_a_wrong_clock_of_the_device_changes_nothing(slug: str, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    shown(page, slug, WRONG_CLOCK)
    expect(page.locator("time.countdown").first).to_have_text(re.compile("1 h (30|31) min left"))


def test_it_goes_on_while_the_page_stands_open(slug: str, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    shown(page, slug, AN_HOUR_ON)
    expect(page.locator("time.countdown").first).to_have_text(re.compile("(30|31) min left"))


def test_at_the_end_it_says_so_and_offers_the_page_anew(slug: str, somebody: Callable[..., Page]) -> None:
    page = somebody("en")
    shown(page, slug, TWO_HOURS_ON)
    expect(page.locator("time.countdown").first).to_have_text("the time is over")
    expect(page.get_by_role("link", name="Reload the page").first).to_be_visible()
