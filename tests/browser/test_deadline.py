"""One second before the deadline counts, one second after does not, and nothing typed is lost over it.

The site believes a header of the proxy in front of it on when a request arrived, as an operator sets it up.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from grants.applications.models import Application, ApplicationState
from grants.db import db
from tests.browser.beside import a_draft_of_ones_own, beside, slug_for
from tests.browser.conftest import NARROW, WIDE
from tests.factories.applications import APPLICANT, form_of
from tests.factories.documents import field
from tests.support.site import Site, embedded_site
from tests.support.smtp import SmtpServer

HEADER = "X-Request-Start"
FORM = form_of(field("goal", "long_text", required=True))
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def site(mailbox: SmtpServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site behind a proxy that says when a request arrived."""
    site = embedded_site(tmp_path_factory.mktemp("site"), smtp_url=mailbox.url, ARRIVAL_HEADER=HEADER)
    yield site
    site.stop()


class Applicant:
    """Be somebody whose application is ready, in a call whose deadline was a moment ago by the clock on the wall."""

    def __init__(self, page: Page, site: Site, address: str, closes_at: datetime) -> None:
        self.page, self.site, self.address, self.closes_at = page, site, address, closes_at

    def comes(self, after: timedelta) -> None:
        """Let whatever is asked for next arrive so much after the deadline."""
        arrival = (self.closes_at + after).timestamp()
        self.page.context.set_extra_http_headers({HEADER: f"{arrival:.3f}"})

    def reviews(self) -> None:
        self.comes(-60 * SECOND)
        self.page.goto(f"{self.address}/review")

    def submits(self, after: timedelta) -> None:
        self.comes(after)
        self.page.get_by_role("button", name="Submit the application").click()
        self.page.wait_for_load_state()

    @property
    def state(self) -> ApplicationState:
        with beside(self.site):
            return db.session.get_one(Application, UUID(self.address.rpartition("/")[2])).state


@pytest.fixture(params=[NARROW, WIDE], ids=["narrow", "wide"])
def applicant(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> Applicant:
    page = somebody("en", request.param)
    # Whole, because the page says it to the second; a moment ago, because a time to come is not believed.
    closes_at = (datetime.now(UTC) - timedelta(seconds=5)).replace(microsecond=0)
    filled = {"title": "Nometne", "applicant": APPLICANT, "answers": {"goal": "Ziemas nometne"}}
    address, cookie = a_draft_of_ones_own(site, slug_for(request), FORM, closes_at=closes_at, **filled)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    return Applicant(page, site, address, closes_at)


def test_one_second_before_the_deadline_is_in_time(applicant: Applicant) -> None:
    applicant.reviews()
    applicant.submits(-SECOND)
    expect(applicant.page.get_by_role("heading", level=1)).to_contain_text("Receipt")
    assert applicant.state is ApplicationState.SUBMITTED


def test_one_second_after_the_deadline_is_too_late_and_everything_typed_is_still_there(applicant: Applicant) -> None:
    applicant.reviews()
    applicant.submits(SECOND)
    expect(applicant.page.locator("body")).to_contain_text("The call is not open")
    expect(applicant.page.locator("body")).to_contain_text("Ziemas nometne")
    assert applicant.state is ApplicationState.DRAFT


def test_the_page_says_to_the_second_what_is_in_time(applicant: Applicant) -> None:
    applicant.reviews()
    expect(applicant.page.locator("body")).to_contain_text("In time is what reaches it before")
    expect(applicant.page.locator("body")).to_contain_text(f"{applicant.closes_at:%M:%S}")
