"""A sitting from the roll call to minutes that chair and secretary have approved, on its screen."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from grants.accounts.models import Role
from grants.accounts.policies import today
from grants.accounts.queries import people_by_id
from grants.db import db
from tests.browser.beside import beside, session_of, slug_for
from tests.factories.awards import an_official_of, judged
from tests.factories.meetings import MEMBERS, a_call_to_meet_about, a_sitting, voting_in
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)


@dataclass(frozen=True)
class Meeting:
    """Hold the addresses of a sitting, and a page of its secretary and of who chairs."""

    address: str
    secretary: Page
    chair: Page


@pytest.fixture
def meeting(site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest) -> Meeting:
    with beside(site) as app:
        call = a_call_to_meet_about(judged("A-1", "5", "5"), judged("A-2"), judged("A-3"), slug=slug_for(request))
        official = an_official_of(call)
        sitting = a_sitting(call, official)
        chair = people_by_id([voting_in(sitting, call)[MEMBERS[0]].id]).popitem()[1]
        # The call of the factories takes place in 2030, the site is looked at now.
        db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
        db.session.commit()
        cookies = [session_of(app, person) for person in (official, chair)]
        address = f"/office/calls/{call.slug}/sittings/1"
    pages = [somebody("en") for _one in cookies]
    for page, cookie in zip(pages, cookies, strict=True):
        page.context.add_cookies([{"name": "session", "value": cookie, "url": site.address}])
    return Meeting(address, *pages)


def test_from_roll_call_to_approved_minutes(meeting: Meeting) -> None:
    page = meeting.secretary
    page.goto(f"{meeting.address}/meeting")
    for name in MEMBERS:
        page.get_by_label(name).check()
    page.get_by_role("button", name="Open the sitting").click()
    expect(page.locator("main")).to_contain_text("quorum: 3, needed 2")
    page.get_by_role("link", name="Next: A-1 Projekts A-1").click()
    page.get_by_role("group", name="Zane").get_by_role("radio").first.focus()
    page.keyboard.press("a")
    page.get_by_role("button", name="Record the vote", exact=True).click()
    expect(page.locator("main")).to_contain_text("for 2, against 1")
    page.get_by_role("link", name="To the ranking").click()
    page.get_by_role("link", name="Vote or lot").click()
    page.get_by_role("button", name="Draw the lot now").click()
    expect(page.locator(".lot li")).to_have_count(2)
    page.get_by_role("link", name="To the ranking").click()
    page.get_by_role("button", name="Everybody is for the rest").click()
    expect(page.locator("main")).to_contain_text("Every application is voted on.")
    page.get_by_text("Close the sitting").first.click()
    page.get_by_role("button", name="Close the sitting").click()
    for one in (meeting.secretary, meeting.chair):
        one.goto(f"{meeting.address}/minutes")
        one.get_by_role("button", name="Approve the minutes").click()
    expect(meeting.chair.locator("main")).to_contain_text("Approved by chair and secretary.")
