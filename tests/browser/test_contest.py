"""Published results, a decision contested, judged anew by others, and decided anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from grants import clock
from grants.accounts.models import Role
from grants.accounts.policies import today
from grants.awards.contests.queries import complaints_in
from grants.calls.queries import call_by_slug
from grants.db import db
from tests.browser.beside import beside, session_of
from tests.factories.awards import DELIBERATED, a_member, a_published_call, an_official_of, application_in, judged
from tests.factories.contests import judged_anew
from tests.support.site import Site

pytestmark = pytest.mark.parametrize("site", ["embedded"], indirect=True)

SLUG = "contested-in-a-browser"
COMMITTEE = {"size": 3, "quorum": 2, "decided_by": "committee"}


def test_from_published_results_to_a_decision_made_anew(site: Site, somebody: Callable[[str], Page]) -> None:
    applicant, official, public = (somebody("en") for _ in range(3))
    with beside(site) as app:
        call = a_published_call(judged("A-1", "4", "4"), judged("A-2", "5", "2"), slug=SLUG, committee=COMMITTEE)
        with clock.at(DELIBERATED):
            people = {applicant: a_member(call, "A-2"), official: an_official_of(call)}
        address = f"/applications/{application_in(call, 'A-2').id}/decision"
        for page, person in people.items():
            cookie = {"name": "session", "value": session_of(app, person), "url": site.address}
            page.context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie as Playwright takes it
        _let_roles_begin()
    public.goto(f"/calls/{SLUG}/results")
    expect(public.get_by_role("table", name="Awarded projects")).to_contain_text("Biedrība A-1")
    applicant.goto(address.removesuffix("/decision"))
    applicant.get_by_role("link", name="Contest the decision").click()
    applicant.get_by_label("What is wrong with the decision").fill("The second criterion was misread.")
    applicant.get_by_role("button", name="Send the complaint").click()
    expect(applicant.get_by_text("Until then the decision is suspended.")).to_be_visible()
    official.goto(f"/office/calls/{SLUG}/complaints")
    official.get_by_role("link", name=f"{SLUG}/1").click()
    official.get_by_label("It is right", exact=True).check()
    official.get_by_label("Reasons").fill("It was misread.")
    official.get_by_label("If it is right: others").check()
    official.get_by_role("button", name="Record the decision").click()
    expect(official.get_by_text("The rules ask for 2 more sheets.")).to_be_visible()
    with beside(site), clock.at(DELIBERATED):
        judged_anew(complaints_in(call_by_slug(SLUG))[0], ("5", "5"), ("5", "5"))
        _let_roles_begin()
    official.reload()
    expect(official.get_by_role("table", name="The new ranking")).to_contain_text("A-2 Biedrība A-2")
    official.get_by_role("button", name="Make the new decisions").click()
    expect(official.get_by_text("The new decisions are made.")).to_be_visible()
    public.reload()  # the letters have not left yet, so that nobody reads of it before those it concerns
    expect(public.get_by_role("table", name="Awarded projects")).to_contain_text("Biedrība A-1")


def _let_roles_begin() -> None:
    """Bring roles forward to today: the call takes place in 2030, the site is looked at now."""
    db.session.execute(update(Role).where(Role.starts_on > today()).values(starts_on=today()))
    db.session.commit()
