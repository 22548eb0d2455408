"""Officials see a message in their own words as its reader will, while they type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from grants.accounts.models import RoleKind
from grants.accounts.services import grant_role
from tests.browser.beside import beside, come_in, open_now, slug_for
from tests.factories.calls import a_call
from tests.factories.people import a_person
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

REFUSED = 422


def test_a_message_in_own_words_is_shown_while_it_is_typed(
    site: Site, somebody: Callable[..., Page], request: pytest.FixtureRequest
) -> None:
    page, slug = somebody("en"), slug_for(request)
    with beside(site) as app:
        official = a_person("Olga Official", "olga@example.org")
        call = a_call(slug=slug, schedule=open_now())
        grant_role(person=official, kind=RoleKind.COORDINATOR, actor=None, organiser_id=call.organiser_id)
        come_in(page, official, app, site)
    page.goto(f"/office/calls/{slug}/notices/application_reminder/en")
    page.get_by_label("Subject", exact=True).fill("Hurry: {call}")
    page.get_by_label("Text of the message").fill("Only **hours** are left. {deadline} {link}")
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("Hurry: ")
    expect(preview.locator("strong").last).to_have_text("hours")
    with page.expect_response(lambda answer: answer.status == REFUSED):
        page.get_by_label("Text of the message").fill("Only {nothing} is left.")
    expect(preview.locator("strong").last).to_have_text("hours")
